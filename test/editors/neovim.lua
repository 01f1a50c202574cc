-- Uses Neovim as a person does, and writes what was seen as JSON to $RESULT.
local patience = 60000
local buffer = vim.api.nvim_get_current_buf()
local seen = {}

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n') .. '\n'
end

local function wait(what, condition)
  assert(vim.wait(patience, condition, 10), 'Waited in vain for ' .. what)
end

local function request(method, line, character)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = line, character = character },
  }
  for _, answer in pairs(assert(vim.lsp.buf_request_sync(buffer, method, params, patience))) do
    return answer.result
  end
end

local function codeAction(title)
  vim.api.nvim_win_set_cursor(0, { 1, 6 })
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      if options.format_item(item) == title then
        return choose(item)
      end
    end
    error('There is no code action ' .. title)
  end
  local before = text()
  vim.lsp.buf.code_action()
  wait(title, function()
    return text() ~= before
  end)
  return text()
end

local function undo()
  vim.cmd('silent undo')
  return text()
end

local function textOf(diagnostic)
  local line = vim.api.nvim_buf_get_lines(buffer, diagnostic.lnum, diagnostic.lnum + 1, true)[1]
  return line:sub(diagnostic.col + 1, diagnostic.end_lnum == diagnostic.lnum and diagnostic.end_col or -1)
end

local good, failure = xpcall(function()
  wait('diagnostics', function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  seen.diagnostics = vim.tbl_map(function(diagnostic)
    return { message = diagnostic.message, text = textOf(diagnostic) }
  end, vim.diagnostic.get(buffer))
  local hover = request('textDocument/hover', 0, 1).contents
  seen.hover = type(hover) == 'table' and (hover.value or table.concat(hover, '\n')) or hover
  local completion = request('textDocument/completion', 3, 26)
  seen.completion = vim.tbl_map(function(item)
    return item.label
  end, completion.items or completion)
  seen.afterQuickFix = codeAction('Move this stage to Chainguard (direct port)')
  seen.afterUndo = undo()
  seen.afterMigration = codeAction('Migrate to Chainguard: multi-stage build')
  seen.afterSecondUndo = undo()
  vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.RESULT)
end, debug.traceback)
if not good then
  io.stderr:write(tostring(failure) .. '\n')
end
vim.cmd(good and 'qa!' or 'cq')

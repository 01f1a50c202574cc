;;; eglot.el --- How Eglot does things  -*- lexical-binding: t -*-

(defun client-diagnostics ()
  (when (eglot-current-server)
    (flymake-start)
    (mapcar (lambda (diagnostic)
              (list :message (replace-regexp-in-string "\\`.*\\]: " "" (flymake-diagnostic-text diagnostic))
                    :text (buffer-substring-no-properties (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic))))
            (flymake-diagnostics))))

(defun client-code-action () (eglot-code-actions (point) (point) nil t))

(defun client-hover ()
  (let ((contents (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
                                              (list :textDocument (list :uri (concat "file://" buffer-file-name))
                                                    :position (list :line 0 :character 1)))
                             :contents)))
    (if (stringp contents) contents (plist-get contents :value))))

(defun client-completion () (all-completions "" (nth 2 (eglot-completion-at-point))))

;;; lsp-mode.el --- How lsp-mode does things  -*- lexical-binding: t -*-

;; It would ask for the project and offer its own server for Dockerfiles for download.
(setq lsp-auto-guess-root t lsp-enable-suggest-server-download nil)
(require 'lsp-completion)
(require 'lsp-diagnostics)

(defun client-diagnostics ()
  (mapcar (lambda (diagnostic)
            (list :message (lsp:diagnostic-message diagnostic)
                  :text (let ((range (lsp--range-to-region (lsp:diagnostic-range diagnostic))))
                          (buffer-substring-no-properties (car range) (cdr range)))))
          (lsp--get-buffer-diagnostics)))

(defun client-code-action () (call-interactively #'lsp-execute-code-action))

(defun client-hover ()
  (lsp:markup-content-value (lsp:hover-contents (lsp-request "textDocument/hover" (lsp--text-document-position-params)))))

(defun client-completion () (all-completions "" (nth 2 (lsp-completion-at-point))))

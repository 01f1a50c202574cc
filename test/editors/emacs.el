;;; emacs.el --- Uses Emacs as a person does  -*- lexical-binding: t -*-
;; Writes what was seen as JSON to $RESULT. Loaded after the documented set-up and a file that says how its client does things:
;; `client-diagnostics', `client-code-action', `client-hover', `client-completion'.

(require 'cl-lib)
(require 'json)

(defconst patience 60)

(defun wait-for (what condition)
  (let ((end (+ (float-time) patience)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))))

(defun text () (buffer-substring-no-properties (point-min) (point-max)))

(defun code-action (title)
  "Choose TITLE from the code actions of the first image."
  (undo-boundary)
  (goto-char (+ (point-min) 6))
  (let ((before (text)) (last-nonmenu-event ?x))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt actions &rest _)
                 (let ((titles (mapcar (lambda (action) (if (consp action) (car action) action)) actions)))
                   (or (car (member title titles)) (error "There is no code action %s among %S" title titles))))))
      (client-code-action))
    (wait-for title (lambda () (not (equal (text) before)))))
  (undo-boundary)
  (text))

(defun undone ()
  (let ((last-command nil)) (undo))
  (text))

(defun seen ()
  (wait-for "diagnostics" #'client-diagnostics)
  (goto-char (point-min))
  (list
   :diagnostics (vconcat (client-diagnostics))
   :hover (client-hover)
   :completion (progn (search-forward "curl") (vconcat (mapcar #'substring-no-properties (client-completion))))
   :afterQuickFix (code-action "Move this stage to Chainguard (direct port)")
   :afterUndo (undone)
   :afterMigration (code-action "Migrate to Chainguard: multi-stage build")
   :afterSecondUndo (undone)))

(find-file "Dockerfile")
;; What would happen after a person's next key.
(run-hooks 'post-command-hook)
(let ((result (json-encode (seen))) (coding-system-for-write 'utf-8))
  (write-region result nil (getenv "RESULT")))
(set-buffer-modified-p nil)

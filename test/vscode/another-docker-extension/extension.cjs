const vscode = require('vscode');

exports.activate = () => {
  vscode.languages.registerHoverProvider('dockerfile', { provideHover: () => new vscode.Hover('another extension') });
};

exports.hello = (greeting = 'Hello') => `${greeting} World!`;

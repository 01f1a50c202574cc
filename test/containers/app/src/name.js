exports.name = 'served';

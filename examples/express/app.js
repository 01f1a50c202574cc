const express = require('express');

const app = express();

app.get('/', (request, response) => {
  response.type('text').send('Hello from Express');
});
app.get('/environment', (request, response) => {
  response.json({ NODE_ENV: process.env.NODE_ENV });
});
app.get('/cookies', (request, response) => {
  response.cookie('visited', 'yes').redirect('/');
});

app.listen(3000);

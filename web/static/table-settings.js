// Read by Datasette's table.js: visitors cannot facet by columns of their own choice (setting allow_facet).
var DATASETTE_ALLOW_FACET = false;

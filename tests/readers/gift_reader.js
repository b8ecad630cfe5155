// What gift-pegjs reads in a GIFT file, as JSON: `node gift_reader.js FILE`, with NODE_PATH set.
const { parse } = require("gift-pegjs");
const fs = require("fs");

process.stdout.write(JSON.stringify(parse(fs.readFileSync(process.argv[2], "utf8"))));

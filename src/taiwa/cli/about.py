"""All that is worth knowing of a command beside its options: the end of `taiwa COMMAND --help`."""

from collections.abc import Mapping

from taiwa.errors import N_

ABOUT: Mapping[str, tuple[str, ...]] = {
    "ask": (
        N_(
            "The answer comes from the text, in the language of the question until you choose"
            " one, with --lang or in the app. Without QUESTION, each line of standard input is"
            " one."
        ),
    ),
    "map": (
        N_(
            "SECTION is a number as the text has it, such as 1. A tree is shown once you have"
            " built it in the app, where the course has such a map."
        ),
    ),
    "export": (
        N_(
            "json: your whole record, for taiwa import on another machine. csv: your answers, for"
            " a spreadsheet. markdown: your mistakes, or one conversation with --session. anki,"
            " gift: the course's questions, for Anki and for Moodle."
        ),
    ),
    "import": (
        N_(
            "The file's record and yours become one, in whatever order, though both went on; a"
            " second time changes nothing. The file may be packed by gzip, in UTF-8 or UTF-16; -"
            " reads standard input."
        ),
    ),
    "sync": (
        N_(
            "A folder will do that every machine reaches: one that Syncthing, Nextcloud or a"
            " network disk carries, a USB stick, a git checkout. Files are written there once and"
            " never changed, so no sync tool finds a conflict; incomplete, duplicate, late or"
            " deleted ones do no harm. A machine without a record takes over the one that it"
            " finds; two records that began apart are united only with --join. --check is for a"
            " disk that may be damaged."
        ),
        N_(
            "taiwa set sync FOLDER does it by itself: when you sit down, every ten minutes, and"
            " when you leave. Where that fails, one line on the first screen tells since when and"
            " why; nothing is lost, and the next sync catches up."
        ),
        N_(
            "A PostgreSQL database, 11 or newer, will do as well (pip install 'taiwa[sync]'):"
            " taiwa sync postgresql://anna@db.example/class. Its owner makes the tables once,"
            " taiwa sync --schema | psql DATABASE, and a login of the role taiwa_learner for each"
            " learner, who sees the rows of that login alone. The connection is encrypted and the"
            " server has to prove itself, by ?sslrootcert=FILE where its authority is your own;"
            " only on the same machine does it go without. The password stands in ~/.pgpass or"
            " PGPASSWORD, never in the address."
        ),
        N_(
            "--forget keeps a copy here, then deletes your record there and leaves a mark."
            " Machines that meet the mark keep their own record and send nothing more."
        ),
    ),
    "hand-in": (
        N_(
            "One file with your scores goes to the folder; you may send or upload that file"
            " yourself, too. taiwa first tells all that goes, and asks; --print shows the file."
            " What you typed, chose or asked stays on your machine, unless you add --answers, which"
            " takes your wrong answers along. Each time the file is replaced whole."
        ),
        N_(
            "With the address of a database (taiwa sync --help), a learner needs a login of the"
            " role taiwa_learner, and the teacher one of taiwa_teacher: no other learner sees what"
            " is handed in, and the teacher sees nothing else."
        ),
    ),
    "class": (
        N_(
            "The table shows what each learner knows now and had right at the first try, by"
            " section, and the last day; then who has not begun, who has another edition of the"
            " course, and the questions missed most, with the commonest wrong answers of those who"
            " handed them in. Folders within the folder are read, too, as an archive from a course"
            " site has them."
        ),
        N_(
            "Without a folder the table is of the profiles on this machine, as taiwa serve --class"
            " makes them."
        ),
        N_(
            "--names takes a list with a name on each line, or a table with a column 'name', and"
            " tells who is missing. --delete keeps a copy in backups. Learners can change what"
            " they hand in: this is for teaching, not for marks."
        ),
    ),
    "doctor": (
        N_(
            "A checked copy of the record is kept each day, for seven days and four weeks, and"
            " before each change of its form. What stands here when you restore one is kept, too."
        ),
    ),
    "set": (
        N_(
            "retention: the share of answers that you want to remember at a review, 0.8 to 0.97;"
            " more means more reviews. new: new questions a day. day: the answers that make a"
            " day's goal, and that a review asks at most. day-ends: the hour at which your day"
            " ends, 0 to 12."
        ),
        N_(
            "furigana: readings above words that you don't know yet, above all words, or off."
            " parallel: both languages at once. edition: lesson steps in full or in plain words."
            " aim: what you learn for, the text, or the Japanese (ja) or English (en) that it is"
            " discussed in."
        ),
        N_(
            "sync: the folder or database to sync with by itself (taiwa sync --help). essay: a"
            " file, your own copy of the text that is taught; it stays on this machine."
        ),
    ),
    "profiles": (
        N_(
            "A deleted profile is moved to backups, where taiwa doctor finds it. One that is open"
            " in another window stays."
        ),
    ),
    "serve": (
        N_(
            "Whoever opens the printed link gives a name, and learns at the profile of that name;"
            " with --profile, at that one. The token in the link is new at each start; the browser"
            " keeps it in a cookie, so that other accounts, programs and sites are kept out. A"
            " visitor's taiwa ends with its page, and all of them with the server."
        ),
        N_(
            "For a class: taiwa serve --class names.txt --public --host 0.0.0.0. The list has a"
            " name on each line, and after a comma a PIN of 4 to 12 digits where you give one; for"
            " the others taiwa makes PINs, shows them once and keeps them in pins.csv in its data"
            " folder, for you alone to read. Each learner signs in with name and PIN, and learns at"
            " the profile of that name; five wrong tries at a name, and it waits for five minutes."
            " Who opens a second window goes on there. taiwa class without a folder shows you what"
            " each knows."
        ),
        N_(
            "The link may have this machine's addresses and names in it; any other name is allowed"
            " with --allow-host class.example. A visit takes about 32 MB; who finds every place"
            " taken waits for one. Without --class, whoever has the link can open every profile."
        ),
        N_(
            "Nothing is encrypted: for more than a trusted network put a web server with TLS before"
            " it, leave --public out and allow its name. It passes on the Host, and upgrades to web"
            " sockets; from this machine its X-Forwarded-For and X-Forwarded-Proto are believed."
            " Caddy needs reverse_proxy 127.0.0.1:8000 alone, nginx these lines:"
        ),
        "location / { proxy_pass http://127.0.0.1:8000; proxy_http_version 1.1;"
        " proxy_set_header Host $http_host; proxy_set_header Upgrade $http_upgrade;"
        " proxy_set_header Connection upgrade; proxy_set_header X-Forwarded-For $remote_addr;"
        " proxy_set_header X-Forwarded-Proto $scheme; }",
        N_(
            "Japanese takes exactly two cells with a font such as Noto Sans Mono CJK, BIZ"
            " UDGothic, Osaka-Mono or MS Gothic."
        ),
    ),
    "optimize": (
        N_(
            "It takes 512 answers that came a day or more after the one before to the same"
            " question, and pip install 'taiwa[optimize]', with PyTorch: up to 5.5 GB. 5,000"
            " answers take about half a minute."
        ),
    ),
    "courses": (
        N_(
            "A star marks the course that taiwa opens; use chooses another. add brings one that"
            " is here up to date, with your progress kept. What was answered in one that you"
            " remove is kept, too."
        ),
    ),
    "new": (
        N_(
            "With --from it is made of your text: # before its title, ## before a section's"
            " heading, an empty line between paragraphs, as many of them in both languages. There"
            " is a lesson step for each paragraph then, still in the text's own words. Your files"
            " are kept with it as essay.ja.md and essay.en.md: the text is a page in the app,"
            " where every source opens its paragraph; taiwa export never writes it."
        ),
        N_(
            "section-1.questions.md has a question of each of the nine types, to be made your"
            " own. taiwa --content DIR opens the course, taiwa preview DIR shows it while you"
            " write, taiwa format tells what the files may hold."
        ),
    ),
    "preview": (
        N_(
            "Every step, question, answer and term comes in the order of your files, as a learner"
            " meets it, both languages side by side. Save a file, and the item at hand is shown"
            " anew, with the answer that you gave to it. The bar above tells what taiwa check"
            " finds, and Esc lists it; Tab and Shift+Tab go from item to item, Ctrl+P to one by"
            " its id. Nothing of it is kept."
        ),
    ),
    "pack": (
        N_(
            "The file is a zip of the course's texts, essay.ja.md and essay.en.md among them if"
            " they lie there. Learners type taiwa courses add FILE; a newer one of the same id"
            " brings theirs up to date, with their progress kept. It is read within bounds, and"
            " nothing in it can run."
        ),
    ),
    "check": (
        N_(
            "It tells every problem of every file, as file:line:column: message: misspelt keys"
            " with the nearest known one, texts missing in a language, ids that nothing has,"
            " answers that the grader would refuse and mistakes that it would accept, key points"
            " that it can't tell apart, readings that are not kana. Where nothing is wrong, it"
            " tells what could be better, such as questions that no lesson step asks, or on which"
            " lessons and answers tell the tutor nothing."
        ),
        N_(
            "--lock comes before learners have the course, and before taiwa pack. It writes out"
            " every id that you left out, and lists all ids and right answers in ids.lock; from"
            " then on taiwa check tells of any that is gone, so that no edit resets anybody's"
            " progress unnoticed. A table gets a column id for them."
        ),
    ),
    "format": (
        N_(
            "taiwa new puts the schema beside a course's files, and their first comments name it:"
            " with the YAML extension of VS Code, or anything on yaml-language-server, keys"
            " complete themselves, say what they are for and are underlined where they are wrong."
            " taiwa format --schema > course.schema.json renews it."
        ),
    ),
}
"""Paragraphs, by the name of the command."""

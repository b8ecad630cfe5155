BEGIN TRANSACTION;
CREATE TABLE memory (
            item TEXT PRIMARY KEY,
            section TEXT NOT NULL,
            state INTEGER NOT NULL,
            step INTEGER,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            last TEXT NOT NULL,
            reviews INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            first TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "memory" VALUES('section-2.q01','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:30:21+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q02','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:30:35+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q03','section-2',2,NULL,0.212,6.4133,'2026-04-01T11:31:03+00:00',1,1,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q04','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:31:17+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q05','section-2',2,NULL,0.212,6.4133,'2026-04-01T11:31:38+00:00',1,1,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q06','section-2',2,NULL,0.212,6.4133,'2026-04-01T11:32:13+00:00',1,1,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q08','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:32:41+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q09','section-2',2,NULL,0.212,6.4133,'2026-04-01T11:32:55+00:00',1,1,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q10','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:33:23+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q11','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:33:37+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q12','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:33:58+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q13','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:34:19+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q16','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:34:40+00:00',1,0,'2026-04-01');
INSERT INTO "memory" VALUES('section-2.q17','section-2',2,NULL,2.3065,2.11810397045901588342e+00,'2026-04-01T11:35:01+00:00',1,0,'2026-04-01');
CREATE TABLE recall (
            day TEXT NOT NULL,
            kept INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, kept)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE record (
            id TEXT PRIMARY KEY,
            device TEXT NOT NULL,
            at TEXT NOT NULL,
            day TEXT NOT NULL,
            session TEXT NOT NULL,
            number INTEGER NOT NULL,
            kind TEXT NOT NULL,
            item TEXT,
            revision INTEGER,
            section TEXT,
            question_kind TEXT,
            language TEXT,
            given TEXT,
            verdict TEXT,
            outcome TEXT,
            elapsed INTEGER,
            detail TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "record" VALUES('025b413f8a9a021ea648a7dd06839eb9','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:03.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',8,'revealed','section-2.q03',1,'section-2','reason','en',NULL,NULL,'revealed',NULL,'{}');
INSERT INTO "record" VALUES('0326324dfb695ffb3a1890c78092b4d4','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:34:40.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',37,'answered','section-2.q16',1,'section-2','comparison','en','{"text":null,"chosen":[1]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":false,"sure":true}');
INSERT INTO "record" VALUES('05b6e6e307d4bedc51431193e6c3f339','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:56.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',7,'proceeded','section-2.information-agreement',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('1a2b8f1ff1fd42a29755d4c13a902931','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:49.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',6,'proceeded','section-2.q02',1,'section-2','argument','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('29e821a4c74803e31ba1621582283d15','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:51.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',31,'proceeded','section-2.unanimity',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('2b28fef02b9c014ea5ac06d864c2f2e3','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:34:33.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',36,'proceeded','section-2.turkey',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('3099fdf5ab99254ae901e35cd47d380d','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:32:48.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',22,'proceeded','section-2.q08',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('35bf992dc9e9c616612e7696a6cecc1b','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:14.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',1,'proceeded','section-2.kishida-2022',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('4be03db0dc2574bdb94067edfe175330','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:32:13.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',18,'answered','section-2.q06',1,'section-2','fact','en','{"text":"1 4 2","chosen":[]}','wrong','wrong',14000,'{"judgement":{"verdict":"wrong","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":true}');
INSERT INTO "record" VALUES('5eda92d864ac5db9d707107e855c3844','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:58.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',32,'answered','section-2.q12',1,'section-2','reason','en','{"text":null,"chosen":[0]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":false}');
INSERT INTO "record" VALUES('678a5aa33b6fe5078c5fe8f8dc3bf364','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:35:01.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',39,'answered','section-2.q17',1,'section-2','argument','en','{"text":null,"chosen":[1]}','correct','right',14000,'{"judgement":{"verdict":"correct","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":false,"sure":true}');
INSERT INTO "record" VALUES('6a8ac4ba05805975ed2f89d94a2f20aa','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:52.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',15,'answered','section-2.q06',1,'section-2','fact','en','{"text":"2 1 3","chosen":[]}','wrong','wrong',7000,'{"judgement":{"verdict":"wrong","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":true}');
INSERT INTO "record" VALUES('78255d6807923986bb968a437d5c8dfc','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:34:12.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',33,'proceeded','section-2.q12',1,'section-2','reason','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('78e510617311d8a3c2ce6f447ed4d57b','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:07.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',0,'started',NULL,NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{"mode":"lesson","sections":["section-2"],"turns":[["section-2.kishida-2022",false,0,0],["section-2.q01",true,1,0],["section-2.q02",true,1,0],["section-2.information-agreement",false,0,0],["section-2.q03",true,1,0],["section-2.q04",true,2,0],["section-2.new-domains",false,0,0],["section-2.q05",true,2,0],["section-2.q06",true,1,0],["section-2.liaison-office",false,0,0],["section-2.q08",true,2,0],["section-2.q09",true,2,0],["section-2.french-argument",false,0,0],["section-2.q10",true,1,0],["section-2.q11",true,1,0],["section-2.unanimity",false,0,0],["section-2.q12",true,1,0],["section-2.q13",true,1,0],["section-2.turkey",false,0,0],["section-2.q16",true,1,0],["section-2.q17",true,1,0],["section-2.mission",false,0,0],["section-2.q18",true,1,0],["section-2.q19",true,1,0],["section-2.d1",false,0,0],["section-2.d1",false,0,1],["section-2.d2",false,0,0],["section-2.d2",false,0,1]]}');
INSERT INTO "record" VALUES('803468b6b610a9f7f9270f4eb8b333a8','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:32:34.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',20,'proceeded','section-2.liaison-office',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('81f9c1f66c0f3459f79b17aeefba91fc','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:32:41.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',21,'answered','section-2.q08',1,'section-2','fact','en','{"text":"French Republic","chosen":[]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":"French Republic","forgave":[],"confusion":null,"points":[],"again":false},"typed":true}');
INSERT INTO "record" VALUES('8d88348a7eed8d14f06d3fef701966a0','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:31.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',12,'proceeded','section-2.new-domains',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('9403560d97dae38d9d643c25fbb230bb','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:34:26.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',35,'proceeded','section-2.q13',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('9b810e766ec9d28663ca828dd5f4b3b2','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:28.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',3,'proceeded','section-2.q01',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('a11d459a2f978d8719999e3fa46d6753','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:32:06.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',17,'asked','section-2.q06',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{"ask":{"question":"why","replies":[],"said":null,"stands":[],"language":null,"withheld":false,"offers":[],"recall":null}}');
INSERT INTO "record" VALUES('a9ec0806705fca161622bd795fec898f','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:44.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',30,'proceeded','section-2.q11',1,'section-2','comparison','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('aa2ca1af6a107b75677f6cbdcc22af58','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:23.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',27,'answered','section-2.q10',1,'section-2','reason','en','{"text":null,"chosen":[3]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":false}');
INSERT INTO "record" VALUES('ad45f23d3b1a11df587fd2803bab6c39','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:38.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',13,'revealed','section-2.q05',1,'section-2','fact','en',NULL,NULL,'revealed',NULL,'{}');
INSERT INTO "record" VALUES('afbd67f9619699cfe1988ad9f06c144a','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:10.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',9,'proceeded','section-2.q03',1,'section-2','reason','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('b2221a58008a05a6c4647159c324c985','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:35.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',4,'answered','section-2.q02',1,'section-2','argument','en','{"text":null,"chosen":[1]}','wrong','wrong',7000,'{"judgement":{"verdict":"wrong","matched":null,"forgave":[],"confusion":1,"points":[],"again":false},"typed":false}');
INSERT INTO "record" VALUES('b9d179e06c0fd4f5f8130c4237730edf','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:17.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',10,'answered','section-2.q04',1,'section-2','fact','en','{"text":"2010","chosen":[]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":"2010","forgave":[],"confusion":null,"points":[],"again":false},"typed":true}');
INSERT INTO "record" VALUES('bcfbb050acab1a6bc69d4bd8b3fa7aa7','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:37.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',29,'answered','section-2.q11',1,'section-2','comparison','en','{"text":null,"chosen":[1]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":false}');
INSERT INTO "record" VALUES('be6521cc3e2434e37af027bc08d6af57','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:16.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',26,'proceeded','section-2.french-argument',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('c381e88f38c0c8fd8712b8bc076f3787','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:24.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',11,'proceeded','section-2.q04',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('cd447e35b8b6d8fe442e3d437204e52d','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:42.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',5,'overridden','section-2.q02',1,'section-2','argument','en',NULL,NULL,'right',NULL,'{"judged":"b2221a58008a05a6c4647159c324c985"}');
INSERT INTO "record" VALUES('d8f33418f3d4e7115804f92283868a29','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:35:08.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',40,'proceeded','section-2.q17',1,'section-2','argument','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('d92a4aa2b410d93c4efbc8d60b21fbac','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:34:19.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',34,'answered','section-2.q13',1,'section-2','fact','en','{"text":null,"chosen":[1]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":false,"sure":true}');
INSERT INTO "record" VALUES('da71144896c8da1964b2d2bc815a47c5','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:09.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',25,'asked','section-2.french-argument',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{"ask":{"question":"why","replies":[],"said":null,"stands":[],"language":null,"withheld":false,"offers":[],"recall":null}}');
INSERT INTO "record" VALUES('e1fab9d78c7e134f5dfbd3d12c4a3698','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:30.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',28,'proceeded','section-2.q10',1,'section-2','reason','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('e4b06ce60741c7a87ce42c8218072e8c','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:21.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',2,'answered','section-2.q01',1,'section-2','fact','en','{"text":null,"chosen":[1]}','correct','right',7000,'{"judgement":{"verdict":"correct","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":false}');
INSERT INTO "record" VALUES('e5446dd4552b82f6be3edc0a1ef2a4f0','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:32:20.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',19,'proceeded','section-2.q06',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('e8e5b4617589a82b5a702cfa93ea5c4e','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:35:15.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',41,'proceeded','section-2.mission',NULL,NULL,NULL,'en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('eb8ac8ce8a245e6b33138131c541013d','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:34:47.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',38,'proceeded','section-2.q16',1,'section-2','comparison','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('ec148cb48e73ca47ea90a8f0d66b829e','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:59.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',16,'undone','section-2.q06',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{"undone":true,"judged":"6a8ac4ba05805975ed2f89d94a2f20aa"}');
INSERT INTO "record" VALUES('f0dfb4a5d8a064df7fd63116e1ea24c4','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:33:02.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',24,'proceeded','section-2.q09',1,'section-2','vocabulary','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('f3c64af775a89294c2cd789a380208a9','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:31:45.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',14,'proceeded','section-2.q05',1,'section-2','fact','en',NULL,NULL,NULL,NULL,'{}');
INSERT INTO "record" VALUES('f9341c68966baea148beab134da98f1d','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:32:55.000000+00:00','2026-04-01','1e2feb89414c343c1027c4d1c386bbc4',23,'answered','section-2.q09',1,'section-2','vocabulary','en','{"text":"1","chosen":[]}','wrong','wrong',7000,'{"judgement":{"verdict":"wrong","matched":null,"forgave":[],"confusion":null,"points":[],"again":false},"typed":true}');
CREATE TABLE session (
            id TEXT PRIMARY KEY,
            device TEXT NOT NULL,
            started TEXT NOT NULL,
            last TEXT NOT NULL,
            mode TEXT NOT NULL,
            sections TEXT NOT NULL,
            questions INTEGER NOT NULL,
            answered INTEGER NOT NULL DEFAULT 0,
            correct INTEGER NOT NULL DEFAULT 0,
            elapsed INTEGER NOT NULL DEFAULT 0,
            finished INTEGER NOT NULL DEFAULT 0
        , day TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
INSERT INTO "session" VALUES('1e2feb89414c343c1027c4d1c386bbc4','cd613e30d8f16adf91b7584a2265b1f5','2026-04-01T11:30:07.000000+00:00','2026-04-01T11:35:15.000000+00:00','lesson','section-2',16,14,10,105000,0,'2026-04-01');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('device','cd613e30d8f16adf91b7584a2265b1f5');
INSERT INTO "setting" VALUES('language','en');
CREATE TABLE tally (
            day TEXT NOT NULL,
            section TEXT NOT NULL,
            question_kind TEXT NOT NULL,
            language TEXT NOT NULL,
            outcome TEXT NOT NULL,
            count INTEGER NOT NULL,
            elapsed INTEGER NOT NULL,
            PRIMARY KEY (day, section, question_kind, language, outcome)
        ) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('2026-04-01','section-2','argument','en','right',2,21000);
INSERT INTO "tally" VALUES('2026-04-01','section-2','argument','en','wrong',0,0);
INSERT INTO "tally" VALUES('2026-04-01','section-2','comparison','en','right',2,14000);
INSERT INTO "tally" VALUES('2026-04-01','section-2','fact','en','revealed',1,0);
INSERT INTO "tally" VALUES('2026-04-01','section-2','fact','en','right',4,28000);
INSERT INTO "tally" VALUES('2026-04-01','section-2','fact','en','wrong',1,14000);
INSERT INTO "tally" VALUES('2026-04-01','section-2','reason','en','revealed',1,0);
INSERT INTO "tally" VALUES('2026-04-01','section-2','reason','en','right',2,14000);
INSERT INTO "tally" VALUES('2026-04-01','section-2','vocabulary','en','wrong',1,7000);
CREATE UNIQUE INDEX record_place ON record (session, number);
CREATE INDEX record_item ON record (item, at) WHERE item IS NOT NULL;
CREATE INDEX session_started ON session (started);
CREATE INDEX memory_first ON memory (first);
CREATE INDEX record_day ON record (day);
CREATE INDEX record_sure ON record (json_extract(detail, '$.sure'), outcome) WHERE json_extract(detail, '$.sure') NOTNULL;
CREATE INDEX session_open ON session (device, last) WHERE NOT finished;
COMMIT;
PRAGMA user_version = 2;

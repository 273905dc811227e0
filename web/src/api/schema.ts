// Which shapes does the server describe? Generated from its OpenAPI document.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What plays of a video. */
        AboutScreenShape: {
            /** @description As RFC 6381 says it where that can be told, else the file's own word; absent where no picture plays. */
            codec?: string | null;
            /**
             * Format: int64
             * @description How long its frames last, in microseconds; absent where nothing plays.
             */
            duration_us?: number | null;
            /** @description Where and how it ends, in a sentence, if not as it should. */
            ends?: string | null;
            /**
             * Format: int32
             * @description Pixels at the start; absent where no picture plays.
             */
            height?: number | null;
            /**
             * Format: int64
             * @description How many bytes from its start hold whole frames only, if it ends inside a frame: ask for no more of it to play it.
             */
            whole_bytes?: number | null;
            /**
             * Format: int32
             * @description Pixels at the start; absent where no picture plays.
             */
            width?: number | null;
        };
        /**
         * @description How far a video was read. A machine reads it and may be wrong: what it did not read may have
         *     been there all the same.
         */
        AboutTextShape: {
            /** @description Why nothing was read, or the first picture that could not be, in a sentence with the next step. */
            because?: string | null;
            /** @description What read it, with version and languages, such as `tesseract 5.3.0 (eng, jpn)`. */
            engine?: string | null;
            /**
             * Format: int32
             * @description Of these, those that could not be read.
             */
            failed: number;
            /**
             * Format: int32
             * @description Of these, those that were tried so far.
             */
            read: number;
            /**
             * Format: int32
             * @description Pictures in which anything changed: those that are read.
             */
            scenes: number;
            /**
             * Format: int64
             * @description Masked secrets; one that stayed from picture to picture counts once. The video shows them.
             */
            secrets: number;
            /**
             * @description `waiting`, `reading`, `read`, `nothing-legible`, `gave-up`, `no-engine` or `failed`. One that `gave-up` was read for an
             *     hour, which is all that one video gets; what was read until then is there.
             */
            state: string;
        };
        /** @description A thing that a source has and does not give. */
        AbsentShape: {
            /** @description When it was first missed. */
            first: string;
            /** @description When it was last missed. */
            last: string;
            /** @description The place inside the source. */
            locator: string;
            /** @description The kind of source. */
            source: string;
            /**
             * Format: int64
             * @description How often it was asked for.
             */
            tries: number;
            /** @description Why. */
            trouble: components["schemas"]["TroubleShape"];
            /** @description The version, where it has versions. */
            version?: string | null;
        };
        /** @description Who agreed. */
        ApprovalShape: {
            /** @description The people who approved, in order. */
            approvers: string[];
            /** @description Why it cannot be determined. */
            because?: string | null;
            /** @description `independent`, `auto`, `self`, `none` or `undeterminable`. */
            class: string;
        };
        /** @description What the same person did around a session, and what was done about its request. */
        AroundShape: {
            /**
             * @description The calls that sessions rest on, in order: those of the session itself, whenever they were, and those of the others
             *     in that time.
             */
            done: components["schemas"]["DoneShape"][];
            /** @description An hour before the session began; absent where no clock tells when that was. RFC 3339, UTC. */
            from?: string | null;
            /** @description The other sessions and refused attempts of the person that may have lasted into that time, the newest first. */
            others: components["schemas"]["SessionRow"][];
            /** @description An hour after it ended, or may have ended; absent with `from`. */
            to?: string | null;
            /**
             * @description Whether CloudTrail of that time, of the account and region of the session, was read whole, so that no other session
             *     was opened there. Of other accounts nothing is said by it.
             */
            told_whole: boolean;
        };
        /** @description Whose screen a recording shows. */
        AttachAsked: {
            /** @description How that is known, in words, 1 to 500 characters; it is sealed with the rest. */
            reason: string;
            /** @description The key of the session. */
            session: string;
        };
        /** @description What was attached to what. */
        Attached: {
            /** @description The session; none where what was said before was taken back. */
            session?: string | null;
            /** @description The original. */
            sha256: string;
        };
        /** @description Somebody's word for whose screen a video shows, or that it shows none that is known. */
        AttachedBy: {
            /** @description When, by the clock of the machine where they did. */
            at: string;
            /** @description Who. */
            by: string;
            /** @description Why, in their words. */
            reason: string;
            /** @description The other session that metadata of the recording names. */
            told?: string | null;
        };
        /** @description Something that is not proven. */
        BreakShape: {
            /** @description The file concerned. */
            file?: string | null;
            /** @description The next step, in English. */
            hint: string;
            /** @description The hours it leaves open. */
            hours: components["schemas"]["StretchShape"];
            /** @description What it means, in English. */
            meaning: string;
            /** @description `invalid`: not what CloudTrail wrote; `absent`: not here; `undeterminable`: what is held does not tell. */
            verdict: string;
            /** @description Stable, kebab-case. */
            why: string;
        };
        /** @description The sessions of one account and region that began on one day. */
        CellShape: {
            /** @description The account, where it is known. */
            account?: string | null;
            /** @description How many sessions are in each state. */
            counts: components["schemas"]["CountsShape"];
            /** @description The day, `YYYY-MM-DD`; `null` where no clock recorded the start. */
            day?: string | null;
            /** @description The region, where it is known. */
            region?: string | null;
            /** @description Those states, the worst first. */
            states: components["schemas"]["CellStateShape"][];
            /**
             * @description Whether what tells of sessions there has been read from the beginning of the day until half an hour after its end;
             *     on a day that is not over, until two hours ago, as CloudTrail tells of calls only later.
             */
            told_whole: boolean;
        };
        /** @description Sessions of a cell in one state, whatever the reason. */
        CellStateShape: {
            /** @description Whether it finds others of the same days as well, as they are too many to be named. */
            finds_others: boolean;
            /** @description The search that finds them. */
            query: string;
            /**
             * Format: int64
             * @description How many.
             */
            sessions: number;
            /** @description As in `states` of the whole. */
            state: string;
        };
        /** @description What is proven of one trail in one account and region. */
        ChainShape: {
            /** @description The account. */
            account: string;
            /** @description Whether it is the chain of files that CloudTrail delivered belatedly. */
            backfill: boolean;
            /** @description Everything that is not proven. */
            breaks: components["schemas"]["BreakShape"][];
            /** @description For these hours everything is proven. */
            complete: components["schemas"]["StretchShape"][];
            /** @description The end of the newest complete stretch. */
            complete_up_to?: string | null;
            /**
             * Format: int64
             * @description Digests proven.
             */
            digests: number;
            /** @description The region it was created in. */
            home_region: string;
            /**
             * Format: int64
             * @description Log files proven.
             */
            logs: number;
            /** @description Whether CloudTrail wrote older digests that are not held. */
            older_not_held: boolean;
            /** @description The region. */
            region: string;
            /** @description The trail. */
            trail: string;
        };
        /** @description One understood part. */
        ChipShape: {
            /** @description Whether matching sessions are left out. */
            excluded: boolean;
            /** @description The field, or `words`. */
            field: string;
            /** @description What it was resolved to. */
            resolved?: string | null;
            /** @description In the syntax of queries. */
            text: string;
        };
        /** @description The commands of a session. */
        CommandList: {
            /** @description The time basis of every command. */
            basis: string;
            /** @description In order. */
            commands: components["schemas"]["CommandShape"][];
        };
        /** @description A command as reconstructed from the screen at the moment of Enter. */
        CommandShape: {
            /**
             * Format: int64
             * @description Playback position.
             */
            at_us: number;
            /** @description `order-only` where a recording that has times has none for this command; else absent. */
            basis?: string | null;
            /** @description `high` or `low`. */
            confidence: string;
            /** @description `shell`, `psql` … */
            context: string;
            /**
             * Format: int64
             * @description The first line that was printed while it ran; absent where there is none.
             */
            first_line?: number | null;
            /**
             * Format: int64
             * @description The last line.
             */
            last_line?: number | null;
            /**
             * Format: int64
             * @description The line it was entered in, counted from 1; absent where no line shows it.
             */
            line?: number | null;
            /**
             * Format: int64
             * @description Latest time since the start.
             */
            not_after_us: number;
            /**
             * Format: int64
             * @description Earliest time since the start.
             */
            not_before_us: number;
            /**
             * Format: int64
             * @description Byte position in the transcript at which Enter was pressed.
             */
            offset: number;
            /**
             * Format: int64
             * @description The first byte that was printed while it ran.
             */
            output_from: number;
            /**
             * Format: int64
             * @description The byte behind the last one.
             */
            output_to: number;
            /** @description The text. */
            text: string;
        };
        /** @description How many sessions are in each state; each is in exactly one. */
        CountsShape: {
            /**
             * Format: int64
             * @description It came.
             */
            arrived: number;
            /**
             * Format: int64
             * @description It is not here and need not be yet.
             */
            awaited: number;
            /**
             * Format: int64
             * @description A recording is expected: the sum of the next five.
             */
            expected: number;
            /**
             * Format: int64
             * @description It came later than logs usually come.
             */
            late: number;
            /**
             * Format: int64
             * @description It should be here and is not.
             */
            missing: number;
            /**
             * Format: int64
             * @description No recording is expected.
             */
            not_expected: number;
            /**
             * Format: int64
             * @description A recording came of which neither CloudTrail nor session history tells.
             */
            unannounced: number;
            /**
             * Format: int64
             * @description It cannot be said whether it is missing.
             */
            unknown: number;
        };
        /** @description Expected recordings against arrived ones, and how far the sources have been read. */
        CoverageShape: {
            /** @description Things that a source has and does not give. */
            absent: components["schemas"]["AbsentShape"][];
            /** @description The instant "now" meant: it decides what is still to come. */
            as_of: string;
            /**
             * @description By day, newest first, account and region, with or without sessions; those whose day is not known are always among
             *     them, last.
             */
            cells: components["schemas"]["CellShape"][];
            /**
             * @description Everything that AWS had delivered by then, of sessions and recordings, has been seen; `null` where a source of these
             *     has not answered yet, and where none is read.
             */
            complete_up_to?: string | null;
            /** @description All cells together. */
            counts: components["schemas"]["CountsShape"];
            /**
             * Format: int64
             * @description The days of the period, once for each account and region.
             */
            days: number;
            /** @description Whether only folders were ingested. What they hold counts as all there is. */
            folders_only: boolean;
            /** @description The first day. */
            from: string;
            /**
             * Format: int64
             * @description Of the recordings that came, those that break off or show nothing.
             */
            incomplete: number;
            /** @description Every source that was ever asked. */
            sources: components["schemas"]["SourceStateShape"][];
            /** @description The sessions of the period in each state, the worst first. */
            states: components["schemas"]["StateShape"][];
            /** @description The last day. */
            to: string;
            /**
             * Format: int64
             * @description Recordings of remote desktops that belong to no session, of whatever time.
             */
            unattached: number;
            /**
             * Format: int64
             * @description Those among them of which not everything that tells of sessions has been read, so that there may have been more.
             */
            unread_days: number;
            /** @description The zone days were cut in. */
            zone: string;
        };
        /** @description One decision. */
        DecisionShape: {
            /** @description Who decided. */
            approver: components["schemas"]["PersonShape"];
            /** @description RFC 3339, UTC. */
            at: string;
            /** @description What they wrote. */
            comment?: string | null;
            /** @description `approve`, `reject` or `revoke`. */
            decision: string;
        };
        /** @description Why a recording is of no session after all. */
        DetachAsked: {
            /** @description How that is known, in words, 1 to 500 characters; it is sealed with the rest. */
            reason: string;
        };
        /** @description Somebody's word that a recording does not show the session that its metadata names. */
        Disowned: {
            /** @description When, by the clock of the machine where they did. */
            at: string;
            /** @description Who says so. */
            by: string;
            /** @description Why, in their words. */
            reason: string;
            /** @description The session that it shows; none where it is none that is known. */
            session?: string | null;
            /** @description The original. */
            sha256: string;
        };
        /** @description One call. */
        DoneShape: components["schemas"]["EventShape"] & {
            /** @description The node of that other session, by its name where it has one. */
            node?: string | null;
            /** @description The other session that it belongs to; absent where it is of this one. */
            session?: string | null;
        };
        /** @description Every refusal has this form. */
        ErrorBody: {
            /** @description The refusal. */
            error: components["schemas"]["ErrorDetail"];
        };
        /** @description What went wrong and what to do about it. */
        ErrorDetail: {
            /** @description Stable, kebab-case. */
            code: string;
            /** @description The next step, when there is one. */
            hint?: string | null;
            /** @description One sentence that names the thing concerned. */
            message: string;
            /** @description The parts of the question that were not understood; only with the code `not-understood`. */
            problems?: components["schemas"]["ProblemShape"][];
        };
        /** @description One CloudTrail event. */
        EventShape: {
            /** @description `eventTime`, whole seconds; RFC 3339, UTC. */
            at: string;
            /** @description `errorCode`, when AWS refused the call. */
            error?: string | null;
            /** @description `eventID` */
            id: string;
            /** @description `eventName` */
            name: string;
            /** @description Who called. */
            who?: string | null;
        };
        /** @description A place in an original. */
        EvidenceShape: {
            /** @description The place in it. */
            at: string;
            /** @description The original's SHA-256. */
            sha256: string;
        };
        /** @description A page of findings. */
        FindingPage: {
            /** @description This page, most severe first. */
            findings: components["schemas"]["FindingShape"][];
            /** @description Pass it back to get the next page. */
            next_cursor?: string | null;
            /** @description How many there are in all. */
            total: number;
        };
        /** @description A rule's statement with its evidence. */
        FindingShape: {
            /** @description The originals that show it. */
            evidence: components["schemas"]["EvidenceShape"][];
            /** @description The rule's id. */
            rule: string;
            /** @description `info`, `low`, `medium` or `high`. */
            severity: string;
            /** @description One sentence in English. */
            statement: string;
            /** @description What it is about. */
            subject: components["schemas"]["SubjectShape"];
            /** @description The rule's title in English. */
            title: string;
            /** @description The values of the sentence, for other languages. */
            values: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description The rule's version.
             */
            version: number;
        };
        /** @description What lies along a video. Times are in microseconds since its start. */
        FootageShape: components["schemas"]["AboutScreenShape"] & {
            /**
             * @description How much changed in each slice, by the bytes of its frames, on a logarithmic scale: 0 for nothing, 255 for a byte
             *     for every eight pixels in a second, or more. Empty where that cannot be told.
             */
            activity: number[];
            /**
             * Format: int64
             * @description How long each slice of `activity` is.
             */
            bin_us: number;
            /** @description `mp4`, `webm` or `matroska`; absent where it is no video after all. */
            container?: string | null;
            /**
             * Format: int64
             * @description Frames whose bytes are there.
             */
            frames: number;
            /** @description Stretches of at least ten seconds in which nothing changed, from and to. Empty where that cannot be told. */
            idle_us: [
                number,
                number
            ][];
            /**
             * Format: int64
             * @description Of these, those that can be shown without any other.
             */
            key_frames: number;
            /** @description Small pictures of its key frames. */
            pictures: components["schemas"]["PicturesShape"];
            /** @description The size at the start and at every change. */
            sizes: components["schemas"]["ScreenSizeShape"][];
            /** @description `false` where it breaks off or its index is missing or damaged. */
            whole: boolean;
        };
        /** @description When each frame of a video is shown, for stepping from one to the next. */
        FrameTimes: {
            /** @description Ascending, in microseconds since the start. */
            times_us: number[];
        };
        /** @description Where a word stands in a session. */
        Hits: {
            /** @description The time basis of the recording; the transcript tells which of its lines have no time although others have. */
            basis: string;
            /** @description Number and playing position in microseconds of each such line, at most 20,000. */
            lines: [
                number,
                number
            ][];
            /**
             * Format: int64
             * @description Lines that hold it, all of them.
             */
            total: number;
        };
        /** @description A public key that proved something. */
        KeyShape: {
            /** @description What AWS calls it. */
            fingerprint: string;
            /** @description SHA-256 of its DER. */
            sha256: string;
        };
        /** @description One line as it stood on the screen. */
        LineShape: {
            /**
             * Format: int64
             * @description Playback position; a clock time only when the basis is exact.
             */
            at_us: number;
            /** @description `order-only` where a recording that has times has none for this line; else absent. */
            basis?: string | null;
            /**
             * Format: int64
             * @description Counted from 1.
             */
            line: number;
            /**
             * Format: int64
             * @description Latest time since the start.
             */
            not_after_us: number;
            /**
             * Format: int64
             * @description Earliest time since the start.
             */
            not_before_us: number;
            /**
             * Format: int64
             * @description Byte position in the transcript: what links are anchored to.
             */
            offset: number;
            /** @description `scrollback` or `full-screen`. */
            seen: string;
            /** @description The text without control characters. */
            text: string;
        };
        /** @description What a transcript says less, or more, than is seen. */
        MarkList: {
            /** @description The time basis of the recording; the transcript tells which of its lines have no time although others have. */
            basis: string;
            /** @description Output that is not seen as it was written, in order. */
            hidden: components["schemas"]["MarkShape"][];
            /** @description Masked secrets, in order. */
            secrets: components["schemas"]["MarkShape"][];
        };
        /** @description A stretch of the output, without what it says. */
        MarkShape: {
            /**
             * Format: int64
             * @description Playback position.
             */
            at_us: number;
            /**
             * Format: int64
             * @description The first line it stands in, counted from 1; absent where no line shows it.
             */
            first_line?: number | null;
            /** @description `github-token`, `private-key`, `concealed` … */
            kind: string;
            /**
             * Format: int64
             * @description The last line it stands in.
             */
            last_line?: number | null;
            /**
             * Format: int64
             * @description Its bytes.
             */
            length: number;
            /**
             * Format: int64
             * @description Its first byte.
             */
            offset: number;
        };
        /** @description How a session and a request belong together. */
        MatchShape: {
            /** @description What speaks against it. */
            against: string[];
            /** @description What joins them, in words. */
            basis?: string | null;
            /** @description Why there is none, or what is missing of it. */
            because?: string | null;
            /** @description The request, or every candidate. */
            ids: string[];
            /** @description `confirmed`, `probable`, `ambiguous`, `none` or `unknown`. */
            match: string;
        };
        /** @description An instant, an upper bound of one, or the reason there is none: exactly one of `at`, `not_after` and `why` is set. */
        MomentShape: {
            /** @description RFC 3339, UTC. */
            at?: string | null;
            /** @description The document it was taken from. */
            basis?: string | null;
            /** @description RFC 3339, UTC. */
            not_after?: string | null;
            /** @description Why nothing is known. */
            why?: string | null;
        };
        /** @description A node and the name it had. */
        NodeShape: {
            /** @description The node id. */
            id: string;
            /** @description Its name at that time. */
            name?: string | null;
        };
        /** @description The segment that a recording opens with. */
        OpeningShape: {
            /**
             * Format: int32
             * @description Its place in the index, counted from 0.
             */
            number: number;
            /** @description As it is at its address. */
            segment: components["schemas"]["SegmentShape"];
        };
        /** @description A page of originals. */
        OriginalPage: {
            /** @description Pass it back to get the next page. */
            next_cursor?: string | null;
            /** @description This page. */
            originals: components["schemas"]["OriginalRow"][];
            /** @description How many there are in all. */
            total: number;
        };
        /** @description An original that says something about a session. */
        OriginalRef: {
            /** @description The same place once held other bytes; both are kept. */
            conflict: boolean;
            /** @description When it was first archived. */
            first_seen: string;
            /** @description What it is. */
            kind: string;
            /** @description Where it came from. */
            locator: string;
            /** @description What could not be read, and why. */
            rejected: components["schemas"]["RejectedShape"][];
            /** @description SHA-256 of the raw bytes. */
            sha256: string;
            /**
             * Format: int64
             * @description Raw size.
             */
            size_bytes: number;
            /** @description `read`, `partly` or `quarantined`. */
            state: string;
        };
        /** @description An original with what became of reading it. */
        OriginalRow: {
            /** @description The same place once held other bytes; both are kept. */
            conflict: boolean;
            /** @description When it was first archived. */
            first_seen: string;
            /** @description What it is. */
            kind: string;
            /** @description Where it came from. */
            locator: string;
            /** @description What could not be read, and why. */
            rejected: components["schemas"]["RejectedShape"][];
            /** @description SHA-256 of the raw bytes. */
            sha256: string;
            /**
             * Format: int64
             * @description Raw size.
             */
            size_bytes: number;
            /** @description The kind of source. */
            source: string;
            /** @description `read`, `partly` or `quarantined`. */
            state: string;
        };
        /** @description Whether a session began. */
        OutcomeShape: {
            /** @description The error code of a refusal. */
            code?: string | null;
            /** @description The error message of a refusal. */
            message?: string | null;
            /** @description It began. */
            started: boolean;
        };
        /** @description A person and the reason the name stands for them. */
        PersonShape: {
            /** @description Why we believe it. */
            basis: string;
            /** @description The name an auditor would use. */
            name: string;
            /** @description The identity exactly as AWS wrote it; absent when only the session id carried a name. */
            principal?: string | null;
        };
        /** @description One person among the matching sessions. */
        PersonSummary: {
            /** @description Sessions by approval class. */
            approval: {
                [key: string]: number;
            };
            /** @description Everybody who approved one of them. */
            approved_by: string[];
            /** @description Attempts that were refused. */
            denied: number;
            /** @description Sessions that should leave one. */
            expected: number;
            /** @description The latest start known. */
            last_started?: string | null;
            /** @description The name. */
            name: string;
            /** @description Sessions with a recording, unless it breaks off. */
            recorded: number;
            /** @description Sessions that began. */
            sessions: number;
        };
        /** @description Small pictures, many on a sheet: picture i lies on sheet i / `per_sheet`, row by row. */
        PicturesShape: {
            /** @description The time of the key frame that each picture shows, ascending. */
            at_us: number[];
            /** @description Why there are none, or not all, in a sentence. */
            because?: string | null;
            /**
             * Format: int32
             * @description Pictures side by side on a sheet.
             */
            columns: number;
            /**
             * Format: int32
             * @description Pixels of each picture.
             */
            height: number;
            /**
             * Format: int32
             * @description Pictures on each sheet; the last one may have fewer.
             */
            per_sheet: number;
            /** @description Numbers of the pictures that differ from the scene before, counted from 0: the contact sheet. */
            scenes: number[];
            /**
             * Format: int32
             * @description Sheets; each is at `…/sheets/{n}`, counted from 0.
             */
            sheets: number;
            /** @description `ready` or `none`. */
            state: string;
            /**
             * Format: int32
             * @description Pixels of each picture.
             */
            width: number;
        };
        /** @description An approval policy document. */
        PolicyShape: {
            /** @description The document name. */
            name: string;
            /** @description The document version. */
            version?: string | null;
        };
        /** @description One part of a question that was not understood. */
        ProblemShape: {
            /** @description The words of which one can stand there; none where it is not one of a few. */
            allowed: string[];
            /** @description Stable, kebab-case. */
            code: string;
            /** @description Character after the last. */
            end: number;
            /** @description The field that is never so. */
            field?: string | null;
            /** @description What is wrong and what to do. */
            message: string;
            /** @description The one of them that was most likely meant. */
            nearest?: string | null;
            /** @description First character. */
            start: number;
        };
        /** @description How the text was understood. */
        ReadingShape: {
            /** @description The parts, for display. */
            chips: components["schemas"]["ChipShape"][];
            /** @description `sessions`, `people` or `undecided`. */
            show: string;
            /** @description The same question in canonical syntax with absolute times. */
            syntax: string;
        };
        /** @description What there is to replay. */
        RecordingShape: {
            /**
             * Format: int64
             * @description Reconstructed commands.
             */
            commands: number;
            /**
             * Format: int64
             * @description Length of the replay in microseconds.
             */
            duration_us: number;
            /** @description Changes whenever anything derived changes; part of every segment's address. */
            generation: string;
            /**
             * Format: int64
             * @description Places where the output hides something.
             */
            hidden: number;
            /**
             * Format: int64
             * @description Lines of text.
             */
            lines: number;
            /**
             * Format: int64
             * @description Lines left out or cut short, because the output writes many times its own size.
             */
            omitted_lines: number;
            /**
             * Format: int64
             * @description Masked secrets.
             */
            secrets: number;
            /**
             * Format: int64
             * @description Segments of about 64 KiB of output.
             */
            segments: number;
            /** @description The terminal's size. */
            size: components["schemas"]["SizeShape"];
            /** @description The originals, best first; the first one is replayed. */
            sources: components["schemas"]["SourceShape"][];
            /** @description `exact`, `anchored`, `estimated` or `order-only`. */
            time_basis: string;
            /**
             * Format: int64
             * @description Lines and commands that no search finds, because the recording holds more text than is searched of one.
             */
            unsearched: number;
        };
        /** @description Whether there is something to replay. */
        RecordingStateShape: {
            /** @description Why there is none. */
            because?: string | null;
            /** @description `present`, `incomplete`, `none-by-design`, `pending`, `missing` or `unknown`. */
            state: string;
            /** @description `exact`, `anchored`, `estimated` or `order-only`. */
            time_basis?: string | null;
        };
        /** @description One thing that could not be read. */
        RejectedShape: {
            /** @description Where. */
            at: string;
            /** @description Stable, kebab-case. */
            code: string;
            /** @description Why. */
            reason: string;
        };
        /** @description A page of requests. */
        RequestPage: {
            /** @description Pass it back to get the next page. */
            next_cursor?: string | null;
            /** @description This page, newest first. */
            requests: components["schemas"]["RequestRow"][];
            /** @description How many there are in all. */
            total: number;
        };
        /** @description One request with what became of it. */
        RequestRow: {
            /** @description How it was approved. */
            approval: components["schemas"]["ApprovalShape"];
            /** @description What the rules say. */
            findings: components["schemas"]["FindingShape"][];
            /** @description The request. */
            request: components["schemas"]["RequestShape"];
            /** @description The sessions that it allowed or may have allowed. */
            sessions: string[];
        };
        /** @description An access request with the decisions about it. */
        RequestShape: {
            /** @description The account. */
            account?: string | null;
            /** @description Decisions by people, in order. */
            approvals: components["schemas"]["DecisionShape"][];
            /** @description RFC 3339, UTC. */
            created?: string | null;
            /**
             * Format: int64
             * @description How long access was asked for, in microseconds.
             */
            duration_us?: number | null;
            /** @description People who were asked; being asked is not having decided. */
            eligible: string[];
            /** @description The automation execution that asked the approvers. */
            execution?: string | null;
            /** @description The OpsItem id. */
            id: string;
            policy?: components["schemas"]["PolicyShape"] | null;
            /** @description Why, in the requester's words. */
            reason?: string | null;
            /** @description The region. */
            region?: string | null;
            requester?: components["schemas"]["PersonShape"] | null;
            /** @description The latest state. */
            status: string;
            /** @description The nodes it covers. */
            targets: components["schemas"]["NodeShape"][];
            window?: components["schemas"]["WindowShape"] | null;
        };
        /** @description Why secrets are to be shown. */
        RevealAsked: {
            /** @description In words, 1 to 500 characters; it stays in the ledger. */
            reason: string;
        };
        /** @description The lines that hold secrets, as they were shown. */
        Revealed: {
            /** @description In order. */
            lines: components["schemas"]["RevealedLineShape"][];
            /** @description The reason as it stands in the ledger. */
            reason: string;
        };
        /** @description One line with its secrets. */
        RevealedLineShape: {
            /**
             * Format: int64
             * @description Counted from 1.
             */
            line: number;
            /**
             * Format: int64
             * @description Byte position in the transcript.
             */
            offset: number;
            /** @description The text without control characters. */
            text: string;
        };
        /** @description A line that a machine read. */
        ScreenLineShape: {
            /**
             * Format: int64
             * @description When the picture is shown, in microseconds since the start of the video.
             */
            at_us: number;
            /**
             * Format: int32
             * @description How many masked secrets begin in it; the lines of a private key are one.
             */
            secrets: number;
            /** @description As it was read, with `…` for words of which the machine was not sure and `*` for every letter of a secret. */
            text: string;
        };
        /** @description A video of what a remote desktop showed. Its bytes are at `/api/v1/sessions/{key}/screens/{sha256}`. */
        ScreenShape: {
            about?: components["schemas"]["AboutScreenShape"] | null;
            attached?: components["schemas"]["AttachedBy"] | null;
            /**
             * @description How it is known whose screen it shows: `named` by its key, `told` by metadata of its object, `fits` the node and time
             *     of no other desktop, or `attached` by somebody.
             */
            joined: string;
            /** @description Where it was found first. */
            locator: string;
            /** @description `video/mp4`, `video/webm` or `video/x-matroska`. */
            media_type: string;
            /** @description Why there are no small pictures of it, or not all, in a sentence. */
            pictures_because?: string | null;
            /** @description The original. */
            sha256: string;
            /**
             * Format: int64
             * @description How many bytes it has.
             */
            size_bytes: number;
            /** @description How far its pictures were read. */
            text: components["schemas"]["AboutTextShape"];
        };
        /** @description How large the picture is from a time on. */
        ScreenSizeShape: {
            /**
             * Format: int64
             * @description From when.
             */
            at_us: number;
            /**
             * Format: int32
             * @description In pixels.
             */
            height: number;
            /**
             * Format: int32
             * @description In pixels.
             */
            width: number;
        };
        /** @description What a machine read on the screen that a video shows. */
        ScreenTextShape: components["schemas"]["AboutTextShape"] & {
            /** @description Each line where it came: on a picture and not on the one before. Secrets are masked. */
            lines: components["schemas"]["ScreenLineShape"][];
            /** @description The hashes of the other videos of the session. */
            others: string[];
            /** @description The hash of the video. */
            sha256: string;
        };
        /** @description The answer to what was typed. */
        SearchAnswer: {
            /** @description The instant "now" meant. */
            as_of: string;
            /** @description Pass it back to get the next page. */
            next_cursor?: string | null;
            /** @description Who they were; only when people were asked for. */
            people?: components["schemas"]["PersonSummary"][] | null;
            /** @description How the text was understood. */
            reading: components["schemas"]["ReadingShape"];
            /** @description This page, newest first. */
            sessions: components["schemas"]["SessionRow"][];
            /** @description Matching sessions in all. */
            total: number;
            /** @description Of how many it cannot be said whether they match; `show:undecided` lists them. */
            undecided: components["schemas"]["UndecidedShape"];
            /** @description The zone days and weeks were cut in. */
            zone: string;
        };
        /** @description asciinema-player's segmented form, version 1: the index. */
        SegmentIndex: {
            /**
             * Format: double
             * @description Seconds.
             */
            duration: number;
            /** @description Commands, as time and label. */
            markers: [
                number,
                string
            ][];
            opening?: components["schemas"]["OpeningShape"] | null;
            /** @description In order; the first starts at 0. */
            segments: components["schemas"]["SegmentRef"][];
            /** @description The size at the start. */
            term: components["schemas"]["TermShape"];
            /**
             * Format: int32
             * @description Always 1.
             */
            version: number;
        };
        /** @description Where a segment starts and where to get it. */
        SegmentRef: {
            /**
             * Format: double
             * @description Seconds.
             */
            start: number;
            /** @description Immutable. */
            url: string;
        };
        /** @description asciinema-player's segmented form, version 1: one segment. */
        SegmentShape: {
            /** @description Absolute seconds, code, text. */
            events: [
                number,
                string,
                string
            ][];
            /** @description The screen at the start of the segment. */
            snapshot: components["schemas"]["SnapshotShape"];
        };
        /** @description Everything about one session. */
        SessionDetail: {
            /** @description Recordings whose metadata names this session, and of which somebody says that they do not show it. */
            disowned: components["schemas"]["Disowned"][];
            /** @description The archived originals that say anything about this session. */
            originals: components["schemas"]["OriginalRef"][];
            recording?: components["schemas"]["RecordingShape"] | null;
            /** @description The requests the match names. */
            requests: components["schemas"]["RequestShape"][];
            /** @description What its remote desktop showed, when that was recorded. */
            screens: components["schemas"]["ScreenShape"][];
            /** @description The row. */
            session: components["schemas"]["SessionRow"];
        };
        /** @description A page of sessions. */
        SessionPage: {
            /** @description Pass it back to get the next page. */
            next_cursor?: string | null;
            /** @description This page, newest first. */
            sessions: components["schemas"]["SessionRow"][];
            /** @description How many match in all. */
            total: number;
            /** @description Of how many it cannot be said whether they match; `show:undecided` lists them. */
            undecided: components["schemas"]["UndecidedShape"];
        };
        /** @description One access record: the row of every list and export. */
        SessionRow: {
            /** @description `just-in-time`, `standard` or `unknown`. */
            access: string;
            /** @description The account. */
            account?: string | null;
            /** @description Who agreed. */
            approval: components["schemas"]["ApprovalShape"];
            /** @description The session document. */
            document?: string | null;
            /**
             * Format: int64
             * @description From start to end, only when clocks recorded both.
             */
            duration_us?: number | null;
            /** @description When it ended. */
            ended: components["schemas"]["MomentShape"];
            /** @description What the rules say. */
            findings: components["schemas"]["FindingShape"][];
            /** @description The session id, or `denied:` and the event id of a refused attempt. */
            key: string;
            /** @description `shell`, `command`, `port`, `ssh`, `rdp` or `unknown`. */
            kind: string;
            node?: components["schemas"]["NodeShape"] | null;
            /** @description Whether it began. */
            outcome: components["schemas"]["OutcomeShape"];
            person?: components["schemas"]["PersonShape"] | null;
            /** @description The reason of the request, else the one given when the session was started. */
            reason?: string | null;
            /** @description Whether there is something to replay. */
            recording: components["schemas"]["RecordingStateShape"];
            /** @description The region. */
            region?: string | null;
            /** @description Which request allowed it. */
            request: components["schemas"]["MatchShape"];
            /** @description The operating-system user. */
            run_as?: string | null;
            /** @description Where the searched words stand; only in search answers. */
            snippets: components["schemas"]["Snippet"][];
            /** @description Where the caller connected from. */
            source_ip?: string | null;
            /** @description When it began. */
            started: components["schemas"]["MomentShape"];
            tunnel?: components["schemas"]["TunnelShape"] | null;
        };
        /** @description A terminal size and where it is known from. */
        SizeShape: {
            /** @description `recorded`, `inferred` or `assumed`. */
            basis: string;
            /**
             * Format: int32
             * @description Columns.
             */
            cols: number;
            /** @description What it was inferred from. */
            from?: string | null;
            /**
             * Format: int32
             * @description Rows.
             */
            rows: number;
        };
        /** @description A keyframe. */
        SnapshotShape: {
            /**
             * Format: int32
             * @description Columns.
             */
            cols: number;
            /** @description Escape sequences that rebuild the screen. */
            init: string;
            /**
             * Format: int32
             * @description Rows.
             */
            rows: number;
        };
        /** @description Where a searched word stands. */
        Snippet: {
            /**
             * Format: int64
             * @description The position in the video, in microseconds; only for a screen.
             */
            at_us?: number | null;
            /** @description The found stretches, as UTF-16 indexes `[start, end)` into `text`. */
            marks: number[][];
            /**
             * Format: int64
             * @description The offset to open the session at; absent for a reason and for a screen.
             */
            offset?: number | null;
            /** @description The hash of the video, where the session has several. */
            screen?: string | null;
            /** @description `command`, `output`, `reason`, or `screen`, which a machine read and may be wrong. */
            source: string;
            /** @description One line of text. */
            text: string;
        };
        /** @description One original that records the session. */
        SourceShape: {
            /**
             * Format: int32
             * @description The exit status of the command, of a session that is no more than a command, where the original tells it.
             */
            exit_code?: number | null;
            /** @description `cast`, `session-log`, `stream`, `video`, or `timing` for the times of a typescript. */
            kind: string;
            /** @description Where it came from. */
            locator?: string | null;
            /** @description The original's SHA-256. */
            sha256: string;
        };
        /** @description How far a source has been read. */
        SourceStateShape: {
            /** @description When it last answered everything it was asked. */
            answered?: string | null;
            /** @description When it was last asked. */
            asked?: string | null;
            /** @description `trail`, `sessions`, `requests`, `session-logs`, `cloudwatch-logs`, `rdp-recordings`, `preferences` or `other`. */
            brings: string;
            /** @description Everything that AWS had delivered by then has been seen. */
            complete_up_to?: string | null;
            /**
             * Format: int64
             * @description From `complete_up_to` to `as_of`, in microseconds.
             */
            lag_us?: number | null;
            /**
             * Format: int64
             * @description Those among them that were left there: no records, or not named by the configuration.
             */
            left: number;
            /**
             * Format: int64
             * @description Things it had when it last answered.
             */
            listed: number;
            /** @description Its kind and its place. */
            name: string;
            /**
             * @description The code of its trouble, `not-asked-yet`, `not-read-any-more` where the configuration does not name it any more, or
             *     `ok`.
             */
            standing: string;
            trouble?: components["schemas"]["TroubleShape"] | null;
        };
        /** @description Sessions in one state. */
        StateShape: {
            /** @description Whether it finds others of the same days as well, as they are too many to be named. */
            finds_others: boolean;
            /** @description The next step, in English, where there is one. */
            hint?: string | null;
            /** @description What it means, in English. */
            meaning: string;
            /** @description The search that finds them. */
            query: string;
            /**
             * Format: int64
             * @description How many.
             */
            sessions: number;
            /** @description `missing`, `unknown`, `awaited`, `late`, `arrived`, `unannounced` or `not-expected`. */
            state: string;
            /** @description The reason: stable, kebab-case. */
            why?: string | null;
        };
        /** @description What is held, and what time it is here. */
        Status: {
            /** @description The instant "now" means. */
            as_of: string;
            /** @description Whether the clock stands still, as in the demo. */
            as_of_fixed: boolean;
            /**
             * Format: int64
             * @description Places that once held other bytes.
             */
            conflicts: number;
            /**
             * Format: int64
             * @description Findings.
             */
            findings: number;
            /** @description The instant at which pending recordings and open windows were last judged. */
            judged_at?: string | null;
            /**
             * Format: int64
             * @description Archived originals.
             */
            originals: number;
            /**
             * Format: int64
             * @description Access requests.
             */
            requests: number;
            /**
             * Format: int64
             * @description Sessions and refused attempts.
             */
            sessions: number;
            /**
             * Format: int64
             * @description Sessions that cannot be judged, as not all sources were read that far.
             */
            unjudged: number;
            /**
             * Format: int64
             * @description Originals that could not be read, wholly or in part.
             */
            unreadable: number;
            /** @description The program's version. */
            version: string;
            /** @description The IANA zone used when a client names none. */
            zone: string;
        };
        /** @description A stretch of time, by when files were delivered. */
        StretchShape: {
            /** @description Its first instant. */
            from: string;
            /** @description The first instant after it. */
            to: string;
        };
        /** @description What a finding is about: one of the two is set. */
        SubjectShape: {
            /** @description An access request id. */
            request?: string | null;
            /** @description A session key. */
            session?: string | null;
        };
        /** @description A terminal size. */
        TermShape: {
            /**
             * Format: int32
             * @description Columns.
             */
            cols: number;
            /**
             * Format: int32
             * @description Rows.
             */
            rows: number;
        };
        /** @description What lies along a recording, besides its lines and commands. */
        TimelineShape: {
            /** @description Output bytes in each of equal slices of the playing time; absent without a clock. */
            activity?: number[] | null;
            /** @description What CloudTrail recorded of the session and of the requests it is matched with, in order. */
            events: components["schemas"]["EventShape"][];
            /** @description Stretches in which certainly nothing was written, from and to in microseconds; absent without a clock. */
            idle_us?: [
                number,
                number
            ][] | null;
            /** @description The instant of playing position 0, where a clock tells; RFC 3339, UTC. */
            started?: string | null;
        };
        /** @description What CloudTrail's digests prove of the CloudTrail files that are held. */
        TrailShape: {
            /** @description One per account, region and trail. */
            chains: components["schemas"]["ChainShape"][];
            /** @description The keys that proved something, to be compared with those that AWS gives. */
            keys: components["schemas"]["KeyShape"][];
            /** @description Log files that no proven digest lists. */
            unlisted: components["schemas"]["UnlistedShape"][];
            /** @description Whether there are digests, everything in them is proven, and no log file is there that they should list. */
            whole: boolean;
        };
        /** @description A stretch of the transcript. */
        TranscriptPage: {
            /** @description The time basis of every line. */
            basis: string;
            /** @description The lines asked for. */
            lines: components["schemas"]["LineShape"][];
            /**
             * Format: int64
             * @description Lines in all.
             */
            total: number;
        };
        /** @description Why something could not be had. */
        TroubleShape: {
            /** @description What was asked and what the answer was. */
            because: string;
            /** @description Stable, kebab-case. */
            code: string;
            /** @description The next step, in English. */
            hint: string;
        };
        /** @description Where a port-forwarding session led. */
        TunnelShape: {
            /** @description The remote host. */
            host?: string | null;
            /** @description The remote port. */
            port?: string | null;
        };
        /** @description A recording of which nobody knows whose screen it shows. */
        Unattached: {
            about?: components["schemas"]["AboutScreenShape"] | null;
            /** @description Where the same bytes lie besides. */
            also_at: string[];
            /** @description When it was first archived. */
            first_seen: string;
            /** @description What it is. */
            kind: string;
            /** @description Where it came from first. */
            locator: string;
            /** @description The node that its place names. */
            node?: string | null;
            /** @description Desktops without a whole recording: those of its node first, then the newest, 20 at most. */
            offered: components["schemas"]["SessionRow"][];
            said?: components["schemas"]["AttachedBy"] | null;
            /** @description The original. */
            sha256: string;
            /**
             * Format: int64
             * @description How many bytes it has.
             */
            size_bytes: number;
        };
        /** @description The recordings that belong to no session. */
        UnattachedList: {
            /** @description In the order in which they came. */
            recordings: components["schemas"]["Unattached"][];
        };
        /**
         * @description Sessions that may match or not, by why. No condition finds them, nor its contrary, except that whoever leaves out a person
         *     or a node keeps those of which nobody knows who or where it was.
         */
        UndecidedShape: {
            /** @description Some pictures of them, or all, could not be read or are missing; their pages say why. */
            in_part: number;
            /** @description Nothing that reads is installed. */
            no_engine: number;
            /** @description Their recording is not here; their pages say why. */
            no_video: number;
            /** @description All of them. */
            sessions: number;
            /** @description Videos besides that belong to no session, so that no question finds them; `/api/v1/recordings/unattached` lists them. */
            unattached: number;
            /**
             * @description It is not known when they began, by whom, or on which node, and that decides it; their pages say why. All others
             *     are remote desktops of which not all that was on screen was read.
             */
            unknown: number;
            /** @description They will be read: by the ingest that runs, or the next one. */
            waiting: number;
        };
        /** @description Log files of an account and region that no proven digest lists. */
        UnlistedShape: {
            /** @description The account. */
            account: string;
            /** @description The next step, in English. */
            hint: string;
            /**
             * Format: int64
             * @description How many.
             */
            logs: number;
            /** @description What it means, in English. */
            meaning: string;
            /** @description Where the first of them lie. */
            places: string[];
            /** @description The region. */
            region: string;
            /** @description Stable, kebab-case. */
            why: string;
        };
        /** @description An approved stretch of time: `start` inclusive, `end` exclusive. */
        WindowShape: {
            /** @description RFC 3339, UTC. */
            end: string;
            /** @description RFC 3339, UTC. */
            start: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

import TestKit
import Testing
import Web

@Suite("JSON")
struct APIJSONTests {
    private func read(_ text: String) throws(JSONProblem) -> JSON { try JSON(parsing: Array(text.utf8)) }

    @Test(
        "is written and read back as it was",
        arguments: [
            .null, true, false, 0, -1, 9_223_372_036_854_775_807, 0.5, -1e-7, 1e300, "", "plain",
            "quote \" back \\ slash / tab \t line \n nul \u{0}",
            "é ü 漢 🙂 \u{2028} \u{7F}", [], [:], [1, [2, [3]]], ["b": 1, "a": ["c": .null], "": "empty name"],
        ] as [JSON])
    func roundTrip(_ json: JSON) throws {
        #expect(try JSON(parsing: json.bytes) == json)
    }

    @Test("keeps the order of members, and writes no number that JSON cannot say")
    func writes() {
        let json: JSON = ["b": 1, "a": [true, .null], "c": .double(.nan), "d": .double(.infinity), "e": "\u{1}\"\\\u{1F}"]
        #expect(json.serialised == #"{"b":1,"a":[true,null],"c":null,"d":null,"e":"\u0001\"\\\u001f"}"#)
    }

    @Test("reads escapes, and pairs of surrogates as one character")
    func escapes() throws {
        #expect(try read(#""\u0041\n\/\ud83d\ude42\u00e9""#) == "A\n/🙂é")
        #expect(try read(" [ 1 , -0 , 1e2 , 12345678901234567890 ] ") == [1, 0, 100.0, 12345678901234567890.0])
    }

    @Test(
        "is refused when it is anything else",
        arguments: [
            "", " ", "nul", "nulll", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "{'a':1}", "01", "-", "1.", ".5", "1e",
            "+1", "0x1",
            "NaN", "1e999", "\"open", "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "\"\\ude42\"", "[1] 2", "]",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1,\"\\u0061\":2}", "// note\n1", "\u{FEFF}1",
        ])
    func refuses(_ text: String) {
        #expect(throws: JSONProblem.self) { try read(text) }
    }

    @Test("is refused when it is not UTF-8", arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]])
    func encoding(_ bytes: [UInt8]) {
        #expect(throws: JSONProblem.self) { try JSON(parsing: bytes) }
    }

    @Test("may be nested 32 deep and no deeper")
    func depth() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try read(nested(32))
        #expect(throws: JSONProblem.self) { try read(nested(33)) }
        #expect(throws: JSONProblem.self) { try read(String(repeating: "{\"a\":", count: 60_000)) }
    }

    @Test("says where the error is")
    func position() throws {
        let problem = try #require(throws: JSONProblem.self) { try read("{\n  \"a\": 1,\n  \"a\": 2\n}") }
        #expect((problem.line, problem.column, problem.offset) == (3, 3, 14))
        #expect(problem.sentence == "line 3, column 3: the same name stands twice in one object")
    }
}

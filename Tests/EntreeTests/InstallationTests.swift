import Dispatch
import Foundation
import Synchronization
import TestKit
import Testing

@Suite("An installation")
struct InstallationTests {
    /// A program with a founded organisation; its keys stand apart from its databases.
    private struct Founded {
        let program: Program
        let data: String
        let keys: String
        let outcome: Program.Outcome

        init() throws {
            program = try Program()
            data = program.folder.appendingPathComponent("data").path
            keys = program.folder.appendingPathComponent("keys").path
            outcome = try program.run([
                "staff", "found", "--organisation", "Het proefhuis", "--desk", "Team Proef", "--name", "Yara Proef", "--login", "yara",
                "--derivation-cost", "1024", "--data", data, "--keys", keys,
            ])
        }

        func run(_ command: String..., content: Bool = true) throws -> Program.Outcome {
            try program.run(command + ["--data", data, "--keys", keys], readsContent: content)
        }

        /// Changes a database with a program that is not ours.
        func sql(_ database: String, _ text: String) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            let script = """
                import sqlite3, sys
                with sqlite3.connect(sys.argv[1]) as database:
                    for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                        database.execute(f"DROP TRIGGER {name}")
                    database.execute(sys.argv[2])
                """
            process.arguments = ["python3", "-c", script, "\(data)/\(database).sqlite", text]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }

    @Test("that was never made is told how to be made, and nothing is made by looking")
    func nothingThere() throws {
        let program = try Program()
        defer { program.remove() }
        let data = program.folder.appendingPathComponent("data").path
        let outcome = try program.run(["doctor", "--data", data])
        #expect(outcome.status == 1 && outcome.errors.contains("cannot work"))
        #expect(!FileManager.default.fileExists(atPath: data + "/keys"))
    }

    @Test("that is filled gets no new keys: with another folder of keys it is refused, and nothing is made there")
    func otherKeys() throws {
        let founded = try Founded()
        defer { founded.program.remove() }
        let other = founded.program.folder.appendingPathComponent("other").path
        let outcome = try founded.program.run([
            "staff", "found", "--organisation", "Nog een huis", "--desk", "Team Nog", "--name", "Mo Proef", "--login", "mo",
            "--derivation-cost", "1024", "--data", founded.data, "--keys", other,
        ])
        #expect(outcome.status == 1 && outcome.errors.contains("is missing in \(other)"))
        #expect(!FileManager.default.fileExists(atPath: other))
    }

    @Test("is founded with one invitation, shown once, and keys that only its user can read")
    func founded() throws {
        let founded = try Founded()
        defer { founded.program.remove() }
        #expect(founded.outcome.status == 0 && founded.outcome.output.contains("Invitation code, shown once: "))
        let files = try FileManager.default.contentsOfDirectory(atPath: founded.keys)
        #expect(files.count == 7)
        for path in [founded.keys] + files.map({ founded.keys + "/" + $0 }) {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect((mode ?? 0o777) & 0o077 == 0, "\(path)")
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: founded.data) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: founded.data + "/" + name))
            for word in ["proefhuis", "Team Proef", "Yara", "yara"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
            }
        }
    }

    @Test("says that its desk lacks people, and nothing of keys that stand apart")
    func holders() throws {
        let founded = try Founded()
        defer { founded.program.remove() }
        let outcome = try founded.run("doctor")
        #expect(outcome.status == 1 && outcome.errors.contains("needs two before it may receive"))
        #expect(!outcome.errors.contains("keys stand beside"))
    }

    @Test("does not work with a key that is missing, and says which file")
    func keyMissing() throws {
        let founded = try Founded()
        defer { founded.program.remove() }
        try FileManager.default.removeItem(atPath: founded.keys + "/pepper-code")
        let outcome = try founded.run("doctor")
        #expect(outcome.status == 1 && outcome.errors.contains("pepper-code"))
    }

    @Test("whose first start was cut short while it named its keys goes on with those very keys")
    func keysCutShort() throws {
        let founded = try Founded()
        defer { founded.program.remove() }
        func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: founded.keys + "/" + name) }
        let (pepper, fields) = (bytes("pepper-code"), bytes("fields"))
        for name in ["pepper-code", "fields"] {
            try FileManager.default.moveItem(atPath: founded.keys + "/" + name, toPath: founded.keys + "/.unfinished-" + name)
        }
        let again = try founded.run("staff", "found", "--organisation", "Nog een", "--desk", "Team", "--name", "Bo", "--login", "bodil")
        #expect(again.status == 0, "\(again.errors)")
        #expect(pepper != nil && bytes("pepper-code") == pepper && fields != nil && bytes("fields") == fields)
        #expect(try FileManager.default.contentsOfDirectory(atPath: founded.keys).count == 7)
    }

    @Test("whose first start was cut short before any key had its name makes new ones")
    func keysNotBegun() throws {
        let program = try Program()
        defer { program.remove() }
        let keys = program.folder.appendingPathComponent("keys")
        try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data("half".utf8).write(to: keys.appendingPathComponent(".unfinished-shred"))
        let made = try program.run([
            "staff", "found", "--organisation", "Het proefhuis", "--desk", "Team", "--name", "Yara", "--login", "yara", "--derivation-cost",
            "1024", "--data", program.folder.appendingPathComponent("data").path, "--keys", keys.path,
        ])
        #expect(made.status == 0, "\(made.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: keys.path).count == 7)
    }

    @Test(
        "that shares its folder of keys with others who start at the same instant has the one set of keys, and all go on with it",
        arguments: 1...4)
    func startedTogether(round: Int) throws {
        let program = try Program()
        defer { program.remove() }
        let keys = program.folder.appendingPathComponent("keys").path
        let data = (0..<3).map { program.folder.appendingPathComponent("data\($0)").path }
        let outcomes = Mutex<[Program.Outcome]>([])
        DispatchQueue.concurrentPerform(iterations: data.count) { number in
            let outcome = try? program.run([
                "staff", "found", "--organisation", "Huis \(number)", "--desk", "Team", "--name", "Yara", "--login", "yara\(number)",
                "--derivation-cost", "1024", "--data", data[number], "--keys", keys,
            ])
            outcomes.withLock { $0 += [outcome].compactMap(\.self) }
        }
        let ended = outcomes.withLock { $0 }
        #expect(ended.count == data.count && ended.allSatisfy { $0.status == 0 }, "\(ended.map(\.errors))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: keys).count == 7)
        // What each of them sealed opens under the keys that are there.
        for folder in data {
            let verified = try program.run(["audit", "verify", "--data", folder, "--keys", keys], readsContent: false)
            #expect(verified.status == 0, "\(verified.errors)")
        }
    }

    @Test("that a newer program made is left alone")
    func newer() throws {
        let founded = try Founded()
        defer { founded.program.remove() }
        try founded.sql("entree", "UPDATE schema_version SET version = 99")
        for command in ["doctor", "migrate"] {
            let outcome = try founded.run(command, content: command == "doctor")
            #expect(outcome.status == 1 && outcome.errors.contains("newer version"), "\(command): \(outcome.errors)")
        }
    }

    @Test("with a log that somebody changed says so, in two programs")
    func changedLog() throws {
        let founded = try Founded()
        defer { founded.program.remove() }
        let good = try founded.run("audit", "verify", content: false)
        #expect(good.status == 0, "\(good.errors)")
        try founded.sql(
            "log", "UPDATE audit_leaf SET payload = zeroblob(length(payload)) WHERE number = (SELECT MAX(number) FROM audit_leaf)")
        let bad = try founded.run("audit", "verify", content: false)
        #expect(bad.status == 1)
        #expect(try founded.run("doctor").errors.contains("not whole"))
    }
}

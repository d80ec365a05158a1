import Foundation
import TestKit
import Web

/// The program as a person runs it.
struct Program {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
        var json: JSON? { try? JSON(parsing: Array(output.utf8)) }
    }

    /// A folder with a copy of the content in which a file may be changed.
    let folder: URL

    init() throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("entree-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: RealContent.root + "/Content", toPath: content)
    }

    var content: String { folder.appendingPathComponent("Content").path }

    func change(_ file: String, _ edit: (String) -> String) throws {
        let path = content + "/" + file
        try edit(try String(contentsOfFile: path, encoding: .utf8)).write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// - Parameter readsContent: whether the command is told where the content stands.
    func run(_ arguments: [String], input: String = "", readsContent: Bool = true) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: RealContent.root + "/.build/debug/entree")
        process.arguments = arguments + (readsContent ? ["--content", content] : [])
        let (standardInput, output, errors) = (
            Pipe(), folder.appendingPathComponent(UUID().uuidString), folder.appendingPathComponent(UUID().uuidString)
        )
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardInput = standardInput
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

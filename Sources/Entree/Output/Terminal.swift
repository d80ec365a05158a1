import Foundation

/// The only place that writes to the terminal.
enum Terminal {
    static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func complain(_ text: String) { if !text.isEmpty { FileHandle.standardError.write(Data((text + "\n").utf8)) } }

    /// Everything that stands on standard input, up to a limit in bytes.
    static func read(upTo limit: Int) -> [UInt8]? {
        let data = FileHandle.standardInput.readDataToEndOfFile()
        return data.count <= limit ? [UInt8](data) : nil
    }
}

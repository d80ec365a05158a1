import Storage

/// The values of a statement as libpq takes them: one piece of memory for all.
struct PostgreSQLParameters {
    private var memory: [CChar] = []
    private var places: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        memory.reserveCapacity(
            values.reduce(0) { sum, value in
                switch value {
                case .blob(let bytes): sum + bytes.count
                case .text(let text): sum + text.utf8.count
                case .integer, .null: sum + 21
                }
            })
        for value in values {
            switch value {
            case .null: add(nil, isBinary: false)
            // In digits, so that the server may take it for an integer of any size.
            case .integer(let number): add(Array("\(number)\0".utf8), isBinary: false)
            // With its length, so that nothing ends at a zero.
            case .text(let text): add(Array(text.utf8), isBinary: true)
            case .blob(let bytes): add(bytes, isBinary: true)
            }
        }
    }

    private mutating func add(_ bytes: [UInt8]?, isBinary: Bool) {
        places.append(bytes == nil ? nil : memory.count)
        lengths.append(Int32(bytes?.count ?? 0))
        formats.append(isBinary ? 1 : 0)
        bytes?.withUnsafeBytes { memory.append(contentsOf: $0.bindMemory(to: CChar.self)) }
    }

    func withPointers<Value>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Value
    ) -> Value {
        // An empty value is something else than none: it needs an address.
        (memory + [0]).withUnsafeBufferPointer { memory in
            let pointers = places.map { place in place.flatMap { place in memory.baseAddress.map { $0 + place } } }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(Int32(places.count), pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

/// Gives a list of texts to C, ended by none.
func withCStrings<Value>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value) -> Value {
    var memory: [CChar] = []
    var places: [Int] = []
    for text in texts {
        places.append(memory.count)
        memory.append(contentsOf: text.utf8CString)
    }
    return memory.withUnsafeBufferPointer { memory in
        let pointers = places.map { place in memory.baseAddress.map { $0 + place } } + [nil]
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}

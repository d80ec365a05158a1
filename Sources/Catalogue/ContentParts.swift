import Domain

/// Parts of content that may be read apart: a directory to compare with, or a file with more cases.
extension ContentFolder {
    /// Reads the directory in this folder alone, to be held beside another one.
    /// - Throws: `ContentProblems` with everything that is wrong in it.
    public func landscape() throws(ContentProblems) -> Landscape {
        let log = ProblemLog()
        var reader = DirectoryReader(log: log)
        let directory = reader.read(SourceFiles(root: path, log: log).files(in: "directory", ending: ".yaml"))
        guard log.problems.isEmpty else { throw ContentProblems(log.problems) }
        return directory.landscape
    }

    /// Reads one file with a directory.
    /// - Parameter path: relative to this folder.
    /// - Throws: `ContentProblems` with everything that is wrong in it.
    public func landscape(inFile path: String) throws(ContentProblems) -> Landscape {
        let log = ProblemLog()
        var reader = DirectoryReader(log: log)
        let directory = reader.read(SourceFiles(root: self.path, log: log).file(path).map { [$0] } ?? [])
        guard log.problems.isEmpty else { throw ContentProblems(log.problems) }
        return directory.landscape
    }

    /// Reads a file with cases.
    /// - Parameters:
    ///   - path: relative to this folder.
    ///   - landscape: the services that the cases may name.
    /// - Throws: `ContentProblems` with everything that is wrong in it.
    public func cases(inFile path: String, landscape: Landscape) throws(ContentProblems) -> [Casus] {
        let log = ProblemLog()
        let directory = Directory(landscape)
        let cases = SourceFiles(root: self.path, log: log).file(path).map {
            CaseReader(conditions: ConditionReader(directory: directory, log: log), log: log).read($0)
        }
        guard log.problems.isEmpty else { throw ContentProblems(log.problems) }
        return cases ?? []
    }
}

extension Directory {
    fileprivate init(_ landscape: Landscape) {
        organisations = landscape.organisations
        services = landscape.services
        slugs = Set(landscape.services.map(\.slug))
    }
}

import Hummingbird
import Logging
import Testing
import Web

@Suite("Who may come where")
struct RouteTableTests {
    @Test("every route stands in a table with who may come, and every table tells the truth")
    func tables() throws {
        let harness = try SiteHarness()
        let router = WebApplication(
            harness.environment, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ).router()
        let routes = Set(
            router.routes.map { "\($0.method.rawValue) \($0.path.description)" }.filter {
                !$0.hasPrefix("HEAD") && !$0.hasPrefix("OPTIONS")
            })
        let documented = Set(try RouteTable().rows.map { "\($0.method) \($0.path)" })
        #expect(routes.subtracting(documented) == [])
        #expect(documented.subtracting(routes) == [])
    }
}

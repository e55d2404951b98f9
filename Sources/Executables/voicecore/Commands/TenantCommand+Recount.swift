import ArgumentParser
import EmbeddedStore
import VoiceCore

extension TenantCommand {
  /// Has a tenant's analytics counted anew.
  struct Recount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recount", abstract: "Has a tenant's analytics counted anew, by the servers that run.",
      discussion: """
        Calls of which the log has forgotten what happened (after 90 days) stay as they were counted. Until the servers are
        through, analytics tell less than there was.

        Examples:
          voicecore tenant recount acme.example
        """)

    @OptionGroup var place: AdministrationPlace
    @Argument(help: "The tenant's domain or UUID.") var tenant: String

    func run() async throws {
      try await place.withDesk { desk in
        let id = try await desk.find(tenant)
        do throws(StoreFailure) {
          try await desk.recount(of: id, at: SystemTime().now())
        } catch let failure {
          throw failure == .notFound ? CheckFailed(TenantFailure.notFound) as any Error : failure
        }
        place.tell([("id", id.description)], "analytics are counted anew")
      }
    }
  }
}

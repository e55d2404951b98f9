import DocumentedAPI
import Generators
import Properties
import PropertyTesting

extension LiveLaw {
  /// Property 12, as far as the outside shows it: whatever a request says of where it comes from, nothing of it is in what the
  /// tenant reads afterwards, its audit log and its events among it.
  static let traces = LiveLaw(number: 12, title: "Privacy Compliance", cases: 20) { stage in
    let trial = try await TracesTrial(stage)
    stage.tally.note("what a tenant can read, and not the deployment's database, objects and logs")
    return (
      Property(
        12, "Privacy Compliance", for: Gen<AddressProbe>.addressProbe,
        labels: { [$0.spot.label] }
      ) { input in try await stage.judging { try await trial.run(input) } }, nil
    )
  }
}

/// A tenant that is asked by somebody who says where they are.
struct TracesTrial: Sendable {
  /// Where what was said would turn up.
  private static let lists = ["/v1/audit-log?limit=100", "/v1/events", "/v1/users", "/v1/api-keys", "/v1/agents"]

  private let stage: LiveStage
  private let tenant: LiveTenant
  private let key: String

  init(_ stage: LiveStage) async throws {
    self.stage = stage
    tenant = try await stage.tenants.make()
    key = try await stage.tenants.key(of: tenant)
  }

  func run(_ probe: AddressProbe) async throws {
    let question = probe.outsideQuestion
    let answer = try await stage.client.ask(question, bearing: probe.asker == .nobody ? nil : key)
    try require(answer.status < 500, "\(question.method) \(question.target) is answered by \(answer.status)")
    stage.tally.add(1, "addresses and places said")
    let (north, east) = probe.coordinates
    var evidence: [Evidence] = []
    for list in Self.lists {
      let answer = try await stage.tenants.ask(Prober.Question(target: list), in: tenant)
      evidence.append(Evidence(list, answer.body))
    }
    try requireNoTrace(
      of: [
        Spellings(of: "the address", probe.address.canonical + [probe.address.text]),
        Spellings(of: "the place", north, east),
      ], in: evidence)
  }
}

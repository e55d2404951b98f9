internal import VoiceCore

/// Tells a tenant's audit log that somebody known was refused an administrative operation.
struct Refusals: Sendable {
  private let record: RecordRefusal
  private let auditing: Auditing

  init(_ ports: APIPorts) {
    record = RecordRefusal(store: ports.store)
    auditing = ports.auditing
  }

  /// Told in the bearer's own tenant, whatever the request named; a bearer who has none is refused nothing.
  func tell(_ operation: APIOperation?, _ bearer: Bearer) async {
    guard let act = operation?.act, let tenant = bearer.tenant(named: nil) else { return }
    await record(auditing.draft(act, by: bearer), in: tenant)
  }
}

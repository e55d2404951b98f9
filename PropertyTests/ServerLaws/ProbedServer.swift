public import Properties
public import Simulators
public import VoiceCore

/// A server that listens, and everything that it keeps and tells: for laws about what must be found nowhere. Of a
/// deployment that is only seen from outside they can't be judged.
public struct ProbedServer: Sendable {
  /// Without a slash at the end.
  public let baseURL: String
  /// The same rows that the server has, to write beside it as another node would.
  let store: any Store
  /// All that is kept and told by now: files, rows with their seals opened, the log.
  let evidence: @Sendable () async throws -> [Evidence]
  /// What opens something of the deployment's own, by what it is.
  let secrets: [(name: String, text: String)]
  /// Points at the server.
  let carrier: CarrierSimulator
  /// By which the carrier signs.
  let carrierToken: String

  /// A server with these.
  public init(
    baseURL: String, store: any Store, evidence: @escaping @Sendable () async throws -> [Evidence],
    secrets: [(name: String, text: String)], carrier: CarrierSimulator, carrierToken: String
  ) {
    self.baseURL = baseURL
    self.store = store
    self.evidence = evidence
    self.secrets = secrets
    self.carrier = carrier
    self.carrierToken = carrierToken
  }
}

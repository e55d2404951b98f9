import NIOPosix
import Simulators

enum Account {
  static let sid = "AC00000000000000000000000000000001"
  static let token = SignatureVector.authToken

  /// A carrier whose number points at this server, for as long as the body runs.
  static func carrier(
    at server: FakeServer, callees: [String: Callee] = [:], budget: Duration = .seconds(15),
    parties: [String: CalledParty] = [:], ownNumbers: Set<String> = [], _ body: (CarrierSimulator) async throws -> Void
  ) async throws {
    let configuration = CarrierConfiguration(
      accountSid: sid, authToken: token, webhookBaseURL: server.baseURL, callees: callees,
      ownNumbers: ownNumbers, webhookBudget: budget, parties: parties)
    try await CarrierSimulator.running(configuration, on: MultiThreadedEventLoopGroup.singleton, body)
  }
}

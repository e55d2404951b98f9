import PropertyTesting

/// One of VoiceCore's promises as it shows on a running server, seen from outside: a share of the law with this number
/// (the pages in `specs/` say which), on generated spoken calls.
public struct ServerLaw: Sendable {
  public let number: Int
  /// The promise's own title.
  public let title: String
  /// Throws what is wrong with what was heard of a call.
  public let judge: @Sendable (SpokenCall, HeardCall) throws -> Void

  /// All that exist, by number.
  public static let all: [ServerLaw] = [.aiTransferLogic, .externalServices, .utterancesInOrder, .bargeIn]

  /// The law on calls that are placed there, or were for another law: equal seeds give all laws the same calls, since
  /// they have one title.
  func property(on calls: PlacedCalls) -> Property {
    property { call in try judge(call, try await calls.heard(call, by: number)) }
  }

  /// The law's generator with another body: what calls it would ask for.
  func property(_ body: @escaping @Sendable (SpokenCall) async throws -> Void) -> Property {
    Property(
      number, "Spoken calls on a running server", for: .spokenCall, labels: SpokenCall.labels,
      coverage: SpokenCall.coverage, body)
  }
}

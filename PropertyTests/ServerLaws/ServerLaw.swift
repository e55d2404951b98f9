import PropertyTesting
import Synchronization

/// One of VoiceCore's promises as it shows on a running server, seen from outside: a share of the law with this number
/// (the pages in `specs/` say which), on generated spoken calls.
public struct ServerLaw: Sendable {
  public let number: Int
  /// The promise's own title.
  public let title: String
  /// Throws what is wrong with what was heard of a call; the answer is what was let pass, and why.
  public let judge: @Sendable (SpokenCall, HeardCall) throws -> Set<Allowance>

  /// All that exist, by number.
  public static let all: [ServerLaw] = [.aiTransferLogic, .externalServices, .utterancesInOrder, .bargeIn]

  /// The law on calls that are placed there, or were for another law: equal seeds give all laws the same calls, since
  /// they have one title.
  func property(on calls: PlacedCalls) -> Property {
    let book = AllowanceBook()
    return property(labels: { SpokenCall.labels($0) + book.names(of: $0) }) { call in
      book.note(try judge(call, try await calls.heard(call, by: number)), in: call)
    }
  }

  /// The law's generator with another body: what calls it would ask for.
  func property(
    labels: @escaping @Sendable (SpokenCall) -> [String] = SpokenCall.labels,
    _ body: @escaping @Sendable (SpokenCall) async throws -> Void
  ) -> Property {
    Property(
      number, "Spoken calls on a running server", for: .spokenCall, labels: labels, coverage: SpokenCall.coverage, body)
  }
}

/// What was allowed in the calls that held. Their labels tell it, though it hangs on more than the call as it was drawn:
/// labels of a case are counted when it has held, and nothing is demanded of these.
private final class AllowanceBook: Sendable {
  private let entries = Mutex<[SpokenCall: Set<Allowance>]>([:])

  func note(_ allowances: Set<Allowance>, in call: SpokenCall) { entries.withLock { $0[call] = allowances } }

  func names(of call: SpokenCall) -> [String] {
    entries.withLock { $0[call, default: []] }.map(\.rawValue).sorted()
  }
}

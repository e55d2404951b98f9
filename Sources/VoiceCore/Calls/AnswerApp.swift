/// One of the tenant's people calls its receptionist from a browser or app: the call is announced as a carrier would, its caller
/// withheld, on the tenant's own line, and the receptionist takes it at once.
///
/// The tenant's rules against spam and the node's bounds hold as for any caller. Rules that lead past the receptionist don't, for
/// nobody else could be put through.
public struct AnswerApp: Sendable {
  /// Why there is no call. Trying again helps for the last two.
  public enum Failure: Error, Equatable, Sendable {
    /// The tenant has no line on which it could be called.
    case noLine
    /// Screening turned the caller away.
    case turnedAway
    /// This node takes no more calls.
    case busy
    case store(StoreFailure)
  }

  private let store: any Store
  private let answer: AnswerCall

  /// A use case on these ports.
  public init(store: any Store, answer: AnswerCall) {
    self.store = store
    self.answer = answer
  }

  /// Begins the call of this name; the answer is the token with which its audio joins.
  public func callAsFunction(_ place: CallPlace) async throws(Failure) -> String {
    let answered: AnswerCall.Answer?
    do throws(StoreFailure) { answered = try await announce(place) } catch { throw .store(error) }
    guard let answered else { throw .noLine }
    switch answered {
    case .connect(let token, _), .announce(_, let token, _): return token
    case .busy: throw .busy
    case .rejected, .challenge, .onward, .over, .unknownNumber: throw .turnedAway
    }
  }

  /// `nil` when there is no line.
  private func announce(_ place: CallPlace) async throws(StoreFailure) -> AnswerCall.Answer? {
    guard let line = try await line(of: place.tenant) else { return nil }
    let announced = AnswerCall.Announcement(carrierID: .app(for: place.call), caller: .withheld, dialled: line)
    return try await answer.answer(announced, of: place.tenant, as: place.call)
  }

  /// The first one that leads to the receptionist; where all lead to departments, the first one.
  private func line(of tenant: Tenant.ID) async throws(StoreFailure) -> PhoneNumber? {
    let lines = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.phoneLines() }
    return (lines.first { $0.department == nil } ?? lines.first)?.number
  }
}

/// A call by our name or by the carrier's.
public enum CallReference: Equatable, Sendable {
  case id(Call.ID)
  case carrier(CarrierCallID)
}

extension CallSnapshot {
  /// The call that the reference names.
  public func call(_ reference: CallReference) async throws(StoreFailure) -> Call? {
    switch reference {
    case .id(let id): try await call(id)
    case .carrier(let name): try await call(name)
    }
  }
}

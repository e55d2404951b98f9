import VoiceCore

extension StoreFailure {
  /// The port's word for whatever went wrong below it. Source: PostgreSQL 15, appendix A, error codes.
  init(_ failure: PostgresFailure) {
    switch failure {
    case .rejected(let rejection):
      switch rejection.sqlState {
      case "23503": self = .notFound
      case let state where state.hasPrefix("40"): self = .conflict
      // Not the schema that this program knows, or not what it holds there: an operator must look.
      case let state where ["22", "23", "42", "XX"].contains(state.prefix(2)): self = .corrupt
      default: self = .unavailable
      }
    case .malformed: self = .corrupt
    case .misconfigured, .unreachable, .busy, .timedOut, .cancelled, .outcomeUnknown, .closed: self = .unavailable
    }
  }
}

internal import VoiceCore

/// The words that a call's fields may hold, taken from the types that hold them.
enum CallWords {
  static let statuses = Call.Status.allCases.map(\.rawValue)
  static let directions = Call.Direction.allCases.map(\.rawValue)
  static let transferReasons = TransferReason.allCases.map(\.rawValue)
  static let transferModes = SendCall.Mode.allCases.map(\.rawValue)
  static let transferOutcomes = Transfer.Outcome.allCases.map(\.rawValue)
  static let spamActions = SpamAction.allCases.map(\.rawValue)
  /// Who has the caller, as operators are told.
  static let receptionist = "receptionist"
  static let person = "person"
  /// How somebody takes over.
  static let voice = "voice"
  static let phone = "phone"
  static let takeovers = [voice, phone]
  static let endingCauses = Ending.Cause.allCases.map(\.rawValue)
}

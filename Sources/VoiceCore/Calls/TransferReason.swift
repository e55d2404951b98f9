/// Why a caller is handed to a person. Only `attemptsExhausted` counts failures; the others never touch that count (property 6).
public enum TransferReason: String, Sendable, Codable, CaseIterable {
  /// The third failed attempt.
  case attemptsExhausted = "attempts_exhausted"
  /// The caller asked for a person or a department.
  case callerWish = "caller_wish"
  /// A word on the tenant's list was said.
  case keyword
  /// The caller has a tier that skips the AI.
  case vip
  /// The caller is upset.
  case frustration
  /// Somebody is in danger.
  case emergency
  /// One of the tenant's people took the call over at a telephone.
  case operatorWish = "operator_wish"
  /// No voice AI could serve the call.
  case aiUnavailable = "ai_unavailable"
}

/// Whether this node takes another call now. The node's own answer; tenants' and plans' limits join it with their rooms.
public struct Admission: Sendable {
  /// Why a call isn't taken, or `nil`.
  public let refusal: @Sendable () -> AdmissionRefusal?

  /// A port that calls this closure.
  public init(refusal: @escaping @Sendable () -> AdmissionRefusal?) { self.refusal = refusal }

  /// Takes every call.
  public static let open = Admission { nil }
}

/// How a place in a list is told to whoever asks, so that nobody makes up another.
public struct CursorSeal: Sendable {
  /// The place as it is told.
  public let sealed: @Sendable (_ place: String) -> String
  /// The place that was told so; `nil` for anything that wasn't.
  public let opened: @Sendable (_ cursor: String) -> String?

  /// A seal of these closures.
  public init(
    sealed: @escaping @Sendable (_ place: String) -> String, opened: @escaping @Sendable (_ cursor: String) -> String?
  ) {
    self.sealed = sealed
    self.opened = opened
  }
}

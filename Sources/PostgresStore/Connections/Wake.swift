/// What a listener hears.
package enum Wake: Sendable, Equatable {
  /// The connection listens from now on; whatever was notified before, or while it was lost, went unheard: look.
  case listening
  /// Somebody notified the channel, with this payload.
  case notified(String)
}

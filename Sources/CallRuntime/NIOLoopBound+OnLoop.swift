import NIOCore

extension NIOLoopBound {
  /// Touches the value where it lives, now or as soon as the loop is free.
  func onLoop(_ body: @escaping @Sendable (Value) -> Void) {
    if eventLoop.inEventLoop { body(value) } else { eventLoop.execute { body(self.value) } }
  }
}

/// Lets one node at a time do what must not be done by two: whoever leads under a name leads alone, among all nodes over
/// one store.
public protocol Leadership: Sendable {
  /// Runs the body while this node leads under the name; `false` at once, and nothing is run, when somebody leads already.
  ///
  /// Leadership ends with the body. It may be lost before, with the connection by which it is held: then the body's task is
  /// cancelled, and soon somebody else may lead beside a body that doesn't end. So what is done under it is safe to do
  /// twice, and a body that waits ends when it is cancelled.
  /// - Throws: `.unavailable` when it can't be found out whether anybody leads; nothing was run.
  func lead(as name: LeaderName, _ body: @escaping @Sendable () async -> Void) async throws(StoreFailure) -> Bool

  /// Whether leadership can't be lost while its process lives: then a name that is free is a process that is gone. Otherwise
  /// all lose it at once when what keeps it starts anew.
  var endsOnlyWithProcess: Bool { get }
}

extension Leadership {
  /// Kept by something that may start anew.
  public var endsOnlyWithProcess: Bool { false }
}

import CLibPQ

/// The request to stop what a connection's server is doing.
///
/// Unchecked Sendable: libpq makes it a copy of what it needs, apart from the connection, so that any thread may send it.
final class CancelRequest: @unchecked Sendable {
  private let pointer: OpaquePointer

  init?(for connection: OpaquePointer) {
    guard let pointer = PQgetCancel(connection) else { return nil }
    self.pointer = pointer
  }

  deinit { PQfreeCancel(pointer) }

  /// Connects anew, sends it and waits until the server took it: blocks.
  func send() {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { words in
      _ = PQcancel(pointer, words.baseAddress, CInt(words.count))
    }
  }
}

internal import NIOCore
internal import Synchronization

/// The connections that are open, so that none outlives the simulator.
final class OpenConnections: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  func add(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    let isClosed = state.withLock { state in
      state.channels[id] = channel
      return state.isClosed
    }
    channel.closeFuture.whenComplete { [self] _ in state.withLock { $0.channels[id] = nil } }
    if isClosed { channel.close(promise: nil) }
  }

  func closeAll() async {
    let open = state.withLock { state in
      state.isClosed = true
      return Array(state.channels.values)
    }
    for channel in open { try? await channel.close().get() }  // closed already is closed
  }
}

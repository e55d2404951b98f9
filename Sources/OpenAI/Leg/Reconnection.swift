internal import NIOCore
internal import VoiceCore

/// Opens the second socket of a call.
///
/// The task has no parent: it begins on the event loop, where nobody waits. It ends by itself within
/// `OpenAILimits.maximumSetup`, and a socket that comes too late finds a leg that wants none and is closed.
struct Reconnection {
  private let connector: RealtimeConnector
  private let eventLoop: any EventLoop

  init(_ connector: RealtimeConnector, on eventLoop: any EventLoop) {
    self.connector = connector
    self.eventLoop = eventLoop
  }

  /// The task, to cancel when the leg leaves.
  func begin(for leg: RealtimeLeg) -> Task<Void, Never> {
    let leg = NIOLoopBound(leg, eventLoop: eventLoop)
    return Task { [connector, eventLoop] in
      do throws(VoiceAIFailure) {
        try await connector.connect(leg, on: eventLoop)
      } catch {
        eventLoop.execute { leg.value.lost(error) }
      }
    }
  }
}

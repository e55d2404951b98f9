import EmbeddedStore
public import NIOCore
public import VoiceCore

/// The machine's clock, whose alarms are an event loop's.
///
/// `Task.sleep` would do, but for this: when the task is cancelled its timer stays, some 370 bytes, until the time is up (Swift
/// 6.3.1 on Linux). A call sets an alarm for its longest duration and is over hours before, so calls would leave them behind.
public struct LoopTime: TimeSource {
  private let eventLoops: any EventLoopGroup
  private let clock = SystemTime()

  /// A clock whose alarms run on one of these loops.
  public init(on eventLoops: any EventLoopGroup) { self.eventLoops = eventLoops }

  /// See `TimeSource`.
  public func now() -> Timestamp { clock.now() }

  /// See `TimeSource`.
  public func sleep(for span: Duration) async throws {
    let alarm = eventLoops.any().scheduleTask(in: TimeAmount(max(.zero, span))) {}
    do {
      try await withTaskCancellationHandler {
        try await alarm.futureResult.get()
      } onCancel: {
        alarm.cancel()
      }
    } catch EventLoopError.cancelled {
      throw CancellationError()
    }
  }
}

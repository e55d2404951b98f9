import Logging
import MediaBridge
import NIOCore
import NIOEmbedded
import OpenAI
import VoiceCore
import WebSockets

/// A leg between a fake socket and a fake floor, on a loop whose time the test moves.
final class LegStage {
  let loop = EmbeddedEventLoop()
  let wire = FakeWire()
  let floor = FakeFloor()
  let ready: EventLoopFuture<Void>
  private var held: RealtimeLeg?
  private let heard = Heard()

  var leg: RealtimeLeg {
    guard let held else { preconditionFailure("the leg was let go") }
    return held
  }
  var told: [ReceptionistEvent] { heard.events }
  var reconnections: Int { heard.reconnections }

  init(
    log: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), batchMilliseconds: Int = 20
  ) throws {
    let promise = loop.makePromise(of: Void.self)
    ready = promise.futureResult
    let heard = heard
    let session = RealtimeSession(
      for: try SessionStage.brief(),
      try OpenAIRealtimeSettings(apiKey: "sk-secret", batchMilliseconds: batchMilliseconds))
    let leg = RealtimeLeg(
      session, on: loop, log: log, ready: promise,
      reconnect: { _ in
        heard.reconnected()
        return Task {}
      }, tell: { heard.add($0) })
    held = leg
    _ = leg.opened(on: wire)
  }

  deinit { held?.abandon() }

  func begin() {
    receive(Provider.sessionCreated, Provider.sessionUpdated())
    leg.join(floor)
    receive(Provider.created("welcome"), Provider.done("welcome"))
  }

  func receive(_ messages: String...) { for message in messages { leg.received(text: ByteBuffer(string: message)) } }

  func forgetLeg() { held = nil }
}

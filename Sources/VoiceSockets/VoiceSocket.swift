internal import Logging
internal import MediaBridge
package import NIOCore
internal import VoiceCore
package import WebSockets

/// What a voice session needs of its socket.
package protocol VoiceWire: AnyObject {
  var isWritable: Bool { get }
  func send(text: ByteBuffer)
  func send(binary: ByteBuffer)
  func close(_ code: CloseCode, reason: String)
}

extension WebSocket: VoiceWire {}

/// One socket of a voice session: turns its messages into the telephone's audio and into wishes, and back. Confined to its own
/// event loop, which need not be the call's.
package final class VoiceSocket: WebSocketHandler {
  /// What the socket is for.
  enum Errand: Sendable {
    /// What is made is told when to begin; what it is given is to be called when it is over.
    case begin(VoiceSessions.Entry, make: @Sendable (@escaping () -> Void) -> any VoiceParty)
    case resume(VoiceSessions.Entry)
  }

  private let errand: Errand
  private let entry: VoiceSessions.Entry
  private let door: VoiceDoor
  private let format: VoiceFormat
  private let number: Int
  private let eventLoop: any EventLoop
  private let log: Logger
  private var inlet: VoiceInlet
  private var output: VoiceOutput
  private var wire: (any VoiceWire)?
  /// When the latest text messages came.
  private var wishTimes: CircularBuffer<NIODeadline> = []
  /// Pieces that weren't sent because the client reads too slowly: stale voices help nobody.
  package private(set) var piecesDropped = 0

  init(_ errand: Errand, _ format: VoiceFormat, number: Int, at door: VoiceDoor, on eventLoop: any EventLoop) {
    self.errand = errand
    switch errand {
    case .begin(let entry, _), .resume(let entry): self.entry = entry
    }
    self.format = format
    self.number = number
    self.door = door
    self.eventLoop = eventLoop
    log = door.log.about(entry.identity.place)
    inlet = VoiceInlet(format)
    output = VoiceOutput(format)
  }

  // MARK: From the socket

  package func opened(_ socket: WebSocket) { opened(on: socket) }

  /// The socket is open.
  package func opened(on wire: any VoiceWire) {
    self.wire = wire
    let outlet = VoiceOutlet(number, format, NIOLoopBound(self, eventLoop: eventLoop))
    switch errand {
    case .resume(let entry):
      entry.onLoop { session in if let session { session.connect(outlet) } else { outlet.close(.sessionOver) } }
    case .begin(let entry, let make):
      guard door.sessions.add(entry) else { return close(.tooManySessions) }
      let (loop, box) = (entry.session.eventLoop, entry.session)
      loop.execute { [door] in
        let session = make {
          door.sessions.remove(entry.digest)
          box.value = nil
        }
        box.value = session
        session.connect(outlet)
        session.begin()
      }
    }
  }

  package func received(binary: ByteBuffer) {
    do throws(VoiceFault) {
      let chunks = try inlet.take(binary)
      entry.onLoop { [number] in $0?.spoke(chunks, over: number) }
    } catch {
      close(error)
    }
  }

  package func received(text: ByteBuffer) {
    let now = eventLoop.now
    while let first = wishTimes.first, now - first >= VoiceLimits.wishTime { wishTimes.removeFirst() }
    guard wishTimes.count < VoiceLimits.maximumWishes else { return close(.tooManyMessages) }
    wishTimes.append(now)
    guard let wish = VoiceMessage.wish(in: text), wish.isCallers == entry.isCaller else {
      return close(.unknownMessage)
    }
    entry.onLoop { [number] in $0?.wishes(wish, over: number) }
  }

  package func writabilityChanged(isWritable: Bool) {
    entry.onLoop { [number] in $0?.reads(isWritable, over: number) }
  }

  /// The reception ends its calls itself, and they their sessions; the socket's own limit stands behind it.
  package func draining(_ socket: WebSocket) {}

  package func closed(_ closure: WebSocketClosure) {
    wire = nil
    if piecesDropped > 0 { log.info("pieces for an operator were dropped", metadata: ["count": "\(piecesDropped)"]) }
    // What we closed for its faults isn't waited for either.
    let isForGood = closure.failure == nil
    entry.onLoop { [number] in $0?.disconnected(number, isForGood: isForGood) }
  }

  // MARK: From the session

  func hear(_ muLaw: ByteBuffer) {
    guard let wire else { return }
    for piece in output.take(muLaw) {
      // A caller's leg waits by itself for a client that doesn't read: what it sent counts as played.
      if wire.isWritable || entry.isCaller { wire.send(binary: piece) } else { piecesDropped += 1 }
    }
  }

  func clear() {
    output.clear()
    tell(VoiceMessage.clear)
  }

  func tell(_ message: String) { wire?.send(text: ByteBuffer(string: message)) }

  func close(_ fault: VoiceFault) {
    guard let wire else { return }
    self.wire = nil
    wire.send(text: ByteBuffer(string: VoiceMessage.error(fault.name, fault.remedy)))
    wire.close(fault.closeCode, reason: fault.name)
  }
}

extension VoiceWish {
  /// Whether callers have it, and not operators.
  fileprivate var isCallers: Bool { if case .key = self { true } else { false } }
}

import Logging
public import MediaBridge
public import NIOCore
import Synchronization
public import VoiceCore

/// The operators of one session, from their arrival to its end: asks the core about each step, in the session's own order, and
/// has the bridge do what was decided. Whoever is let in is let go again, on every path.
public final class OperatorDesk: Sendable {
  private struct Seat: Sendable {
    let number: Int
    let bearer: Bearer
    let leg: NIOLoopBound<any OperatorLeg>
    var isJoined = false
  }

  private struct State {
    var seats: [Seat] = []
    var last = 0
    var isClosed = false
    /// The session is to look who has the floor, and hasn't begun to.
    var isToLook = false
    /// As the session has carried it out.
    var holder = Call.Floor.Holder.receptionist
  }

  private let place: CallPlace
  private let bridge: NIOLoopBoundBox<Bridge?>
  private let attend: AttendCall?
  private let control: SessionControl
  private let log: Logger
  private let state = Mutex(State())
  /// It is time to look who has the floor, since other nodes change it in the store, too. Set while anybody is here.
  private let looks: Alarm
  private let pause: Duration

  init(
    _ place: CallPlace, _ bridge: NIOLoopBoundBox<Bridge?>, attend: AttendCall?, control: SessionControl,
    every pause: Duration, by time: any TimeSource, log: Logger
  ) {
    self.place = place
    self.bridge = bridge
    self.attend = attend
    self.control = control
    self.log = log
    self.pause = pause
    looks = Alarm(by: time) { control.tell(.operators(.floorChanged)) }
  }

  // MARK: From outside

  /// Where the session's legs live.
  public var eventLoop: any EventLoop { bridge.eventLoop }

  /// A person has the floor.
  var isTakenOver: Bool { state.withLock { $0.holder != .receptionist } }

  /// Takes in a leg that is to be joined; `false` when the session is over. Whatever comes of it is told to the leg.
  public func admit(_ leg: NIOLoopBound<any OperatorLeg>, of bearer: Bearer) -> Bool {
    guard attend != nil else { return false }
    let arrival = state.withLock { state -> (number: Int, isAlone: Bool)? in
      guard !state.isClosed else { return nil }
      state.last += 1
      state.seats.append(Seat(number: state.last, bearer: bearer, leg: leg))
      return (state.last, state.seats.count == 1)
    }
    guard let arrival else { return false }
    control.tell(.operators(.arrived(arrival.number)))
    if arrival.isAlone { looks.set(in: pause) }
    return true
  }

  /// Who has the floor was changed in the store.
  public func floorChanged() {
    let isFirst = state.withLock { state in
      defer { state.isToLook = true }
      return !state.isToLook
    }
    // Whoever is about to look sees this change, too.
    if isFirst { control.tell(.operators(.floorChanged)) }
  }

  /// The session is over: everybody goes.
  func close() {
    looks.end()
    let seats = state.withLock { state in
      state.isClosed = true
      defer { state.seats = [] }
      return state.seats
    }
    for seat in seats { seat.leg.onLoop { $0.leave(.callOver) } }
  }

  // MARK: From the session, one after the other

  func take(_ event: OperatorEvent, isClosing: Bool) async {
    switch event {
    case .arrived(let number): await arrive(number, isClosing: isClosing)
    case .wishes(let wish, let number): await fulfil(wish, of: number, isClosing: isClosing)
    case .left(let number): await leave(number)
    case .floorChanged: await look()
    }
  }

  private func arrive(_ number: Int, isClosing: Bool) async {
    guard let seat = seat(number), let user = seat.bearer.user, let attend else { return }
    guard !isClosing else { return dismiss(seat, .callOver) }
    do throws(AttendCall.Failure) {
      let floor = try await attend(.join, in: place.call, by: seat.bearer, of: place.tenant)
      onBridge { bridge in
        seat.leg.value.attach(self.listener(of: number))
        if let bridge { bridge.join(seat.leg.value, as: number) } else { seat.leg.value.leave(.callOver) }
      }
      state.withLock { state in
        if let index = state.seats.firstIndex(where: { $0.number == number }) { state.seats[index].isJoined = true }
      }
      carryOut(floor, telling: number)
      // A person has one seat in a call, the later one; the floor, if it was theirs, is theirs still.
      for former in others(of: user, than: number) { dismiss(former, .replaced) }
    } catch {
      log.warning("an operator isn't joined", metadata: ["reason": "\(error)"])
      dismiss(seat, OperatorDeparture(error))
    }
  }

  private func fulfil(_ wish: OperatorWish, of number: Int, isClosing: Bool) async {
    guard let seat = seat(number), seat.isJoined, let attend else { return }
    guard wish == .handBack || !isClosing else { return seat.leg.onLoop { $0.refused(.tooLate) } }
    do throws(AttendCall.Failure) {
      let step: Call.Floor.Step = wish == .takeOver ? .takeOver : .handBack
      carryOut(try await attend(step, in: place.call, by: seat.bearer, of: place.tenant))
    } catch {
      log.warning("an operator's wish isn't fulfilled", metadata: ["reason": "\(error)"])
      let refusal = OperatorRefusal(error)
      seat.leg.onLoop { $0.refused(refusal) }
    }
  }

  private func leave(_ number: Int) async {
    guard let seat = seat(number), let attend else { return }
    remove(number)
    // The caller isn't left in silence until the store has answered.
    onBridge { bridge in bridge?.dismiss(number) }
    guard seat.isJoined else { return }
    do throws(AttendCall.Failure) {
      carryOut(try await attend(.leave, in: place.call, by: seat.bearer, of: place.tenant))
    } catch {
      log.error("an operator's leaving isn't stored", metadata: ["reason": "\(error)"])
      if let user = seat.bearer.user, state.withLock({ $0.holder == .person(user) }) { tell(.receptionist) }
    }
  }

  private func look() async {
    let isAnybodyHere = state.withLock { state in
      state.isToLook = false
      return !state.seats.isEmpty
    }
    defer { if isAnybodyHere { looks.set(in: pause) } }
    guard let attend else { return }
    do throws(StoreFailure) {
      carryOut(try await attend.floor(of: place))
    } catch {
      log.error("the floor can't be read", metadata: ["reason": "\(error)"])
    }
  }

  // MARK: To the bridge and the legs

  /// Gives the floor to whom the core gave it. A person who isn't here can't be heard: then the receptionist is.
  private func carryOut(_ floor: Call.Floor, telling number: Int? = nil) {
    let speaker = state.withLock { state in
      state.seats.last { seat in seat.isJoined && seat.bearer.user.map { floor.holder == .person($0) } ?? false }
    }
    onBridge { bridge in bridge?.giveFloor(to: speaker?.number) }
    let holder = speaker == nil ? .receptionist : floor.holder
    let hasChanged = state.withLock { $0.holder != holder }
    if hasChanged {
      tell(holder)
    } else if let number, let seat = seat(number) {
      seat.leg.onLoop { $0.floorIs(FloorHolder(holder)) }
    }
  }

  private func tell(_ holder: Call.Floor.Holder) {
    let seats = state.withLock { state in
      state.holder = holder
      return state.seats.filter(\.isJoined)
    }
    for seat in seats { seat.leg.onLoop { $0.floorIs(FloorHolder(holder)) } }
  }

  private func dismiss(_ seat: Seat, _ departure: OperatorDeparture) {
    remove(seat.number)
    onBridge { bridge in
      bridge?.dismiss(seat.number)
      seat.leg.value.leave(departure)
    }
  }

  private func listener(of number: Int) -> OperatorSeat {
    OperatorSeat(number, bridge) { [control] in control.tell(.operators($0)) }
  }

  private func onBridge(_ body: @escaping @Sendable (Bridge?) -> Void) {
    bridge.eventLoop.execute { [bridge] in body(bridge.value) }
  }

  // MARK: Seats

  private func seat(_ number: Int) -> Seat? { state.withLock { $0.seats.first { $0.number == number } } }

  private func others(of user: User.ID, than number: Int) -> [Seat] {
    state.withLock { $0.seats.filter { $0.number != number && $0.bearer.user == user } }
  }

  private func remove(_ number: Int) { state.withLock { $0.seats.removeAll { $0.number == number } } }
}

/// What an operator's leg tells goes here: audio to the bridge at once, everything else into the session's queue. Confined to
/// the event loop.
private final class OperatorSeat: OperatorLegListener {
  private let number: Int
  private let bridge: NIOLoopBoundBox<Bridge?>
  private let tell: (OperatorEvent) -> Void

  init(_ number: Int, _ bridge: NIOLoopBoundBox<Bridge?>, tell: @escaping (OperatorEvent) -> Void) {
    self.number = number
    self.bridge = bridge
    self.tell = tell
  }

  func operatorSpoke(_ chunk: AudioChunk) { bridge.value?.operatorSpoke(chunk, as: number) }
  func operatorWishes(_ wish: OperatorWish) { tell(.wishes(wish, number)) }
  func operatorLeft() { tell(.left(number)) }
}

extension FloorHolder {
  fileprivate init(_ holder: Call.Floor.Holder) {
    switch holder {
    case .receptionist: self = .receptionist
    case .person(let user): self = .person(user.description)
    }
  }
}

extension OperatorDeparture {
  fileprivate init(_ failure: AttendCall.Failure) {
    switch failure {
    case .notFound, .notAPerson: self = .refused
    case .tooLate, .notJoined: self = .callOver
    case .full: self = .full
    case .store: self = .unavailable
    }
  }
}

extension OperatorRefusal {
  fileprivate init(_ failure: AttendCall.Failure) {
    switch failure {
    case .tooLate, .notFound, .notAPerson: self = .tooLate
    case .notJoined, .full: self = .notJoined
    case .store: self = .unavailable
    }
  }
}

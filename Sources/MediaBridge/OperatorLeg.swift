public import NIOCore

/// The end of a session at which one of the tenant's people listens, and speaks once they have the floor. Confined to the
/// caller leg's event loop, wherever its socket lives.
public protocol OperatorLeg: AnyObject {
  /// Says who is told from now on. Wishes and an end that came before are told at once, audio isn't.
  func attach(_ listener: any OperatorLegListener)
  /// What is to be heard while a frame of the caller's lasts: μ-law, 8 kHz.
  func hear(_ muLaw: ByteBuffer)
  /// What was given to hear and isn't heard yet has just been cut off.
  func clear()
  /// Who has the floor; told on joining and whenever it changes.
  func floorIs(_ holder: FloorHolder)
  /// A wish isn't fulfilled.
  func refused(_ refusal: OperatorRefusal)
  /// Closes our side. Twice is once.
  func leave(_ departure: OperatorDeparture)
}

/// Who hears an operator. Called on the session's event loop, in order.
public protocol OperatorLegListener: AnyObject {
  /// Audio for the caller.
  func operatorSpoke(_ chunk: AudioChunk)
  func operatorWishes(_ wish: OperatorWish)
  /// The leg is over by its own doing. Once at most, and last.
  func operatorLeft()
}

/// Who speaks with the caller, as operators are told.
public enum FloorHolder: Equatable, Sendable {
  case receptionist
  /// A person, by the name under which the session knows them.
  case person(String)
}

/// What an operator may ask for.
public enum OperatorWish: Equatable, Sendable {
  case takeOver, handBack
}

/// Why a wish isn't fulfilled. The text is for machines, and fixed.
public enum OperatorRefusal: String, Equatable, Sendable, CaseIterable {
  /// The call is over, or is being handed over.
  case tooLate = "too_late"
  case notJoined = "not_joined"
  /// It couldn't be stored; trying again may help.
  case unavailable
}

/// Why a session lets an operator go. The text is for machines, and fixed.
public enum OperatorDeparture: String, Equatable, Sendable, CaseIterable {
  /// The call is over, or has gone elsewhere.
  case callOver = "call_over"
  /// The same person joined anew.
  case replaced
  /// So many are joined already as may be.
  case full
  /// There is no right to it any more.
  case refused
  /// It couldn't be stored; trying again may help.
  case unavailable
}

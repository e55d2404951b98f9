public import VoiceCore

/// What a caller's words may mean to the offline receptionist: nothing that the keys can't do.
public enum SpokenMeaning: Hashable, Sendable {
  /// What this key stands for in the menu.
  case choice(DialKey)
  /// A person of customer service.
  case person
  /// The menu once more.
  case again
  /// The answers to “is that right?”, which are listened for only then.
  case yes
  case no
}

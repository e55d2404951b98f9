public import VoiceCore

/// What the routes of recordings need beside the API's other ports.
public struct RecordingDoors: Sendable {
  let hear: HearRecording
  let steer: SteerRecording
  /// What stands before a link's path, without a slash at the end.
  let publicURL: String

  /// These doors. `links` by a key that all nodes share; `attend` has the carrier pause a recording at once.
  public init(
    attend: AttendRecordings, store: any Store, objects: any ObjectStore, sealing: any ObjectSealing,
    links: DownloadLinks, time: any TimeSource, publicURL: String
  ) {
    hear = HearRecording(store: store, objects: objects, sealing: sealing, links: links, time: time)
    steer = SteerRecording(store: store, attend: attend, time: time)
    self.publicURL = publicURL
  }
}

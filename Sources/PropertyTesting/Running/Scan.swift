import Synchronization

/// Cases `indices` of a run, handed to workers in blocks, and what came of the blocks, put together in order: so any
/// number of workers gives what one gives.
final class Scan<Input: Sendable>: Sendable {
  /// Indices in one scan, so that the tallies of its blocks stay few.
  static var mostIndices: Int { 65_536 }
  private static var largestBlock: Int { 64 }
  /// Blocks for each worker at least, so that the last ones end at about the same time: the worker that is done first
  /// waits for one block of the other, at most a sixteenth of what it did itself.
  private static var blocksPerWorker: Int { 16 }

  /// The first case that fails.
  struct Found: Sendable {
    let index: Int
    let input: Input
    let failure: Failure
    /// What makes the case when it is not one of chance, which its index makes.
    var ranks: [UInt64]?
  }

  struct Block {
    let number: Int
    let indices: Range<Int>
    var tally: Tally
    var found: Found?
  }

  private struct State {
    var next = 0
    var isOver = false
    var blocks: [Block?]
  }

  let seed: UInt64
  /// Failures that are known already; such cases count and are passed over.
  let known: [Failure.Origin]
  private let indices: Range<Int>
  private let blockSize: Int
  private let board: RunBoard
  private let emptyTally: Tally
  private let state: Mutex<State>

  init(
    _ indices: Range<Int>, seed: UInt64, known: [Failure.Origin], workers: Int, board: RunBoard, emptyTally: Tally
  ) {
    self.indices = indices
    self.seed = seed
    self.known = known
    self.board = board
    self.emptyTally = emptyTally
    blockSize =
      workers == 1
      ? Self.largestBlock : min(Self.largestBlock, max(1, indices.count / (workers * Self.blocksPerWorker)))
    let count = (indices.count + blockSize - 1) / blockSize
    state = Mutex(State(blocks: Array(repeating: nil, count: count)))
  }

  /// The next block, the lowest first; none after a failure, or when the run is stopped.
  func claim() -> Block? {
    if board.isStopped || Task.isCancelled { return nil }
    return state.withLock { state in
      guard !state.isOver, state.next < state.blocks.count else { return nil }
      let start = indices.lowerBound + state.next * blockSize
      defer { state.next += 1 }
      return Block(
        number: state.next, indices: start..<min(start + blockSize, indices.upperBound), tally: emptyTally)
    }
  }

  func finish(_ block: Block) {
    state.withLock { state in
      state.blocks[block.number] = block
      if block.found != nil { state.isOver = true }
    }
    board.count(cases: block.tally.cases, discards: block.tally.discards)
  }

  /// What one worker would have counted up to the first failure, and that failure.
  var result: (Tally, Found?) {
    state.withLock { state in
      var tally = emptyTally
      for case let block? in state.blocks {
        tally.add(block.tally)
        if let found = block.found { return (tally, found) }
      }
      return (tally, nil)
    }
  }
}

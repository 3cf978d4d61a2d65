namespace Moderation.Worker.Intake.Streams;

/// <summary>What became of a frame that was read from a stream.</summary>
internal enum FrameFate
{
    /// <summary>The broker has it.</summary>
    Published,

    /// <summary>Its time slot already has a frame.</summary>
    NotChosen,

    /// <summary>Too much waits for the broker already.</summary>
    Behind,

    /// <summary>It is larger than the topic takes.</summary>
    TooLarge,

    /// <summary>The broker did not take it in time.</summary>
    Undelivered,
}

/// <summary>Why a reader ended.</summary>
internal enum ReaderEnd
{
    /// <summary>It ended by itself: the stream is over, or it could not be read.</summary>
    Ended,

    /// <summary>No frame came for too long, and it was killed.</summary>
    Stalled,

    /// <summary>What it wrote is no sequence of pictures, and it was killed.</summary>
    Unreadable,

    /// <summary>It was told to stop.</summary>
    Stopped,
}

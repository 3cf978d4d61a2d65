using System.Buffers;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Cuts a stream of concatenated JPEG pictures into pictures, however the stream is chunked.</summary>
/// <remarks>
/// It walks the segments instead of looking for FF D9: an end marker inside a comment or a thumbnail is payload, not an end
/// (ITU-T T.81, B.1.1). What is kept is one unfinished picture.
/// </remarks>
/// <param name="mostBytes">Largest picture; a longer one is refused before it fills the memory.</param>
internal sealed class MjpegSplitter(int mostBytes = int.MaxValue)
{
    private const byte MarkerStart = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;

    private readonly ArrayBufferWriter<byte> _picture = new();
    private State _state = State.BeforePicture;
    private int _toSkip;
    private bool _isScanHeader;
    private bool _isComplete;
    private long _position;

    private enum State
    {
        BeforePicture,
        BeforePictureMarker,
        BeforeMarker,
        Marker,
        LengthHigh,
        LengthLow,
        Payload,
        Scan,
        ScanMarker,
    }

    /// <summary>Whether the stream stopped between two pictures.</summary>
    public bool IsBetweenPictures => _state == State.BeforePicture;

    /// <summary>Takes all of the bytes and returns the pictures that are complete with them.</summary>
    /// <exception cref="InvalidDataException">The bytes are no sequence of JPEG pictures; the message names the position.</exception>
    public IReadOnlyList<byte[]> Append(ReadOnlySpan<byte> bytes)
    {
        List<byte[]>? complete = null;
        while (TryRead(ref bytes, out var picture))
            (complete ??= []).Add(picture.ToArray());
        return complete ?? (IReadOnlyList<byte[]>)[];
    }

    /// <summary>Takes bytes up to the end of the next picture, or all of them.</summary>
    /// <param name="bytes">The bytes; those that were taken are cut off.</param>
    /// <param name="picture">The picture; good until the next call.</param>
    /// <returns>Whether a picture is complete.</returns>
    /// <exception cref="InvalidDataException">The bytes are no sequence of JPEG pictures; the message names the position.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> picture)
    {
        if (_isComplete)
            _picture.ResetWrittenCount();
        _isComplete = false;
        var taken = 0;
        while (taken < bytes.Length && !_isComplete)
        {
            var dull = DullLength(bytes[taken..]);
            (taken, _position) = (taken + dull, _position + dull);
            if (taken == bytes.Length)
                break;
            _isComplete = Step(bytes[taken]);
            (taken, _position) = (taken + 1, _position + 1);
        }

        if (_picture.WrittenCount + taken > mostBytes)
            throw Fault($"a picture has more than {mostBytes} bytes");
        _picture.Write(bytes[..taken]);
        bytes = bytes[taken..];
        picture = _isComplete ? _picture.WrittenSpan : default;
        return _isComplete;
    }

    /// <summary>How many bytes from here on are coded pixels: only a marker ends a scan, and it is looked for in one sweep instead of byte by byte.</summary>
    private int DullLength(ReadOnlySpan<byte> bytes) =>
        _state != State.Scan ? 0 : bytes.IndexOf(MarkerStart) is >= 0 and var marker ? marker : bytes.Length;

    /// <summary>Whether this byte ends a picture.</summary>
    private bool Step(byte b)
    {
        switch (_state)
        {
            case State.BeforePicture:
                _state = b == MarkerStart ? State.BeforePictureMarker : throw Fault("a picture must begin here");
                return false;
            case State.BeforePictureMarker:
                _state = b == StartOfImage ? State.BeforeMarker : throw Fault("a picture must begin here");
                return false;
            case State.BeforeMarker:
                _state = b == MarkerStart ? State.Marker : throw Fault("a marker must begin here");
                return false;
            case State.Marker or State.ScanMarker:
                return TakeMarker(b);
            case State.LengthHigh:
                _toSkip = b << 8;
                _state = State.LengthLow;
                return false;
            case State.LengthLow:
                TakeLength(b);
                return false;
            case State.Payload:
                if (--_toSkip == 0)
                    EndSegment();
                return false;
            case State.Scan:
                if (b == MarkerStart)
                    _state = State.ScanMarker;
                return false;
            default:
                throw new System.Diagnostics.UnreachableException(_state.ToString());
        }
    }

    private bool TakeMarker(byte b)
    {
        if (b == MarkerStart)
            return false;
        if (_state == State.ScanMarker && b is 0 or (>= FirstRestart and <= LastRestart))
        {
            _state = State.Scan;
            return false;
        }

        if (b is 0 or StartOfImage or 1 or (>= FirstRestart and <= LastRestart))
            throw Fault($"marker {b:X2} does not belong here");
        _isScanHeader = b == StartOfScan;
        _state = b == EndOfImage ? State.BeforePicture : State.LengthHigh;
        return b == EndOfImage;
    }

    private void TakeLength(byte low)
    {
        _toSkip = (_toSkip | low) - 2;
        if (_toSkip < 0)
            throw Fault("a segment is shorter than its own length field");
        if (_toSkip == 0)
            EndSegment();
        else
            _state = State.Payload;
    }

    private void EndSegment() => _state = _isScanHeader ? State.Scan : State.BeforeMarker;

    private InvalidDataException Fault(string what) => new($"byte {_position}: {what}");
}

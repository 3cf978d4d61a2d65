using System.Buffers;

namespace Moderation.Cli.Demo.Clips;

/// <summary>Cuts a stream of concatenated JPEG pictures into pictures, however the stream is chunked.</summary>
/// <remarks>
/// It walks the segments instead of looking for FF D9: an end marker inside a comment or a thumbnail is payload, not an end
/// (ITU-T T.81, B.1.1).
/// </remarks>
internal sealed class MjpegSplitter
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

    /// <summary>Takes the next bytes and returns the pictures that are complete with them.</summary>
    /// <exception cref="InvalidDataException">The bytes are no sequence of JPEG pictures; the message names the position.</exception>
    public IReadOnlyList<byte[]> Append(ReadOnlySpan<byte> bytes)
    {
        List<byte[]>? complete = null;
        var from = 0;
        for (var i = 0; i < bytes.Length; i++, _position++)
        {
            if (!Step(bytes[i]))
                continue;
            _picture.Write(bytes[from..(i + 1)]);
            (complete ??= []).Add(_picture.WrittenSpan.ToArray());
            _picture.ResetWrittenCount();
            from = i + 1;
        }

        _picture.Write(bytes[from..]);
        return complete ?? (IReadOnlyList<byte[]>)[];
    }

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

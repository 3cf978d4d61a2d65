using System.Globalization;
using System.Text;
using Moderation.Cli.Demo.Scenes;

namespace Moderation.Cli.Demo.Clips;

/// <summary>Writes ffmpeg's filter graph for one segment: every visible person moves in the tile, as if a phone were held by hand.</summary>
internal static class SegmentFilter
{
    /// <summary>The graph's output is labelled <c>out</c>; input number i is the portrait of the i-th person of <paramref name="visible"/>.</summary>
    public static string Write(ClipSegment segment, ClipShape shape, IReadOnlyList<SceneParticipant> visible, IReadOnlyList<PixelSize> pictures)
    {
        var graph = new StringBuilder();
        graph.Append(CultureInfo.InvariantCulture, $"color=c=0x16161c:s={shape.WidthPx}x{shape.HeightPx}:r={shape.Fps}[canvas0];");
        for (var i = 0; i < visible.Count; i++)
        {
            var box = visible[i].TileAt(segment.FromSecond)!.Value;
            var tile = new PixelSize(PictureWindow.Even(box.Width * shape.WidthPx), PictureWindow.Even(box.Height * shape.HeightPx));
            graph.Append(Person(i, segment.FromSecond, shape, visible[i], pictures[i], tile));
            graph.Append(CultureInfo.InvariantCulture,
                $"[canvas{i}][person{i}]overlay=x={(int)(box.Left * shape.WidthPx)}:y={(int)(box.Top * shape.HeightPx)}:shortest=1[canvas{i + 1}];");
        }

        graph.Append(CultureInfo.InvariantCulture, $"[canvas{visible.Count}]format=yuvj420p[out]");
        return graph.ToString();
    }

    private static string Person(int i, int fromSecond, ClipShape shape, SceneParticipant person, PixelSize picture, PixelSize tile)
    {
        var clock = $"(t+{fromSecond + 5 * i})";
        var frames = $"(on/{shape.Fps}+{fromSecond + 5 * i})";
        var covered = person.Cover is null ? $"null[person{i}];" : Gift(i, fromSecond, shape, person.Cover, tile);
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            [{i}:v]format=yuv444p,{PictureWindow.Around(person.Portrait.Face, picture, tile).Filter()},
            scale={PictureWindow.Even(tile.WidthPx * PictureWindow.Margin)}:{PictureWindow.Even(tile.HeightPx * PictureWindow.Margin)}:flags=bicubic,
            loop=loop=-1:size=1:start=0,setpts=N/{shape.Fps}/TB,
            rotate=a='0.03*sin(2*PI*{clock}/9)',
            zoompan=z='1.2+0.06*sin(2*PI*{frames}/11)':x='(iw-iw/zoom)*(0.5+0.25*sin(2*PI*{frames}/13))':y='(ih-ih/zoom)*(0.5+0.25*cos(2*PI*{frames}/17))':d=1:s={tile.WidthPx}x{tile.HeightPx}:fps={shape.Fps},
            eq=eval=frame:brightness='0.06*sin(2*PI*{clock}/7)':contrast='1+0.08*sin(2*PI*{clock}/19)',
            gblur=sigma=3:enable='lt(mod({clock}+8,12),1.5)',noise=alls=6:allf=t:all_seed={7 + i}[moving{i}];[moving{i}]{covered}
            """).ReplaceLineEndings("");
    }

    /// <summary>A heart over the middle of the tile, drawn once and shown while the cover lasts; a millisecond keeps rounding off the edge.</summary>
    private static string Gift(int i, int fromSecond, ClipShape shape, Cover cover, PixelSize tile)
    {
        var side = PictureWindow.Even(tile.HeightPx * 0.72);
        const string X = "((X/W-0.5)*2.5)";
        const string Y = "((0.5-Y/H)*2.5)";
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            null[plain{i}];color=c=black:s={side}x{side}:r={shape.Fps},format=rgba,
            geq=r='235-60*Y/H':g='40+60*(1-Y/H)':b=90:a='255*lte(pow(pow({X},2)+pow({Y},2)-1,3)-pow({X},2)*pow({Y},3),0)',
            loop=loop=-1:size=1:start=0,setpts=N/{shape.Fps}/TB[gift{i}];
            [plain{i}][gift{i}]overlay=x='(W-w)/2+6*sin(3*t)':y='(H-h)/2+4*cos(2*t)':shortest=1:enable='gte(mod(t+{fromSecond}+0.001,{cover.EverySeconds}),{cover.EverySeconds - cover.ForSeconds})'[person{i}];
            """).ReplaceLineEndings("");
    }
}

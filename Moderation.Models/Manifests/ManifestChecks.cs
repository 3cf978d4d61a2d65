namespace Moderation.Models.Manifests;

/// <summary>What the shape of the JSON cannot say: values that must fit each other.</summary>
internal static class ManifestChecks
{
    public static void Check(ModelManifest manifest, string path)
    {
        var problem = Names(manifest, path) ?? Input(manifest.Input) ?? Outputs(manifest) ?? Source(manifest) ?? Decoding(manifest) ?? Goldens(manifest);
        if (problem is not null)
            throw new ManifestException(path, problem);
    }

    private static string? Names(ModelManifest manifest, string path)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        return manifest.Name == folder ? null : $"name '{manifest.Name}' is not the folder's name '{folder}'";
    }

    private static string? Input(ModelInput input)
    {
        if (input.Shape.Count != 4)
            return "input.shape must have four axes";
        var channels = input.Shape[input.Layout == TensorLayout.Nhwc ? 3 : 1];
        if (channels != 3 || input.Mean.Count != 3)
            return "input must have three channels and three means";
        return input.HeightPx > 0 && input.WidthPx > 0 ? null : "input height and width must be fixed";
    }

    private static string? Outputs(ModelManifest manifest)
    {
        if (manifest.Outputs.Count == 0)
            return "outputs is empty";
        var twice = manifest.Outputs.GroupBy(o => o.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            return $"output '{twice.Key}' is there twice";
        var bad = manifest.Outputs.FirstOrDefault(o => o.Shape.Count == 0 || o.Shape.Skip(1).Any(length => length <= 0) || o.Tolerance <= 0);
        return bad is null ? null : $"output '{bad.Name}' needs fixed axes after the batch and a tolerance above 0";
    }

    private static string? Source(ModelManifest manifest)
    {
        var source = manifest.Source;
        if (!source.Integrity.StartsWith("sha512-", StringComparison.Ordinal))
            return "source.integrity must be sha512-<base64>";
        foreach (var needed in new[] { source.LicenceFile, manifest.Conversion.Graph })
        {
            if (source.Files.All(f => f.Path != needed))
                return $"source.files lacks '{needed}'";
        }

        var bad = source.Files.Append(manifest.Onnx).FirstOrDefault(f => !FileHash.IsSha256(f.Sha256));
        return bad is null ? null : $"'{bad.Path}' needs a sha256 of 64 lower-case hexadecimal digits";
    }

    private static string? Decoding(ModelManifest manifest)
    {
        var named = (manifest.Anchors?.Layers ?? []).SelectMany(l => new[] { l.Scores, l.Boxes });
        if (manifest.Age is { } age)
            named = named.Append(age.Distribution);
        var missing = named.FirstOrDefault(name => manifest.Outputs.All(o => o.Name != name));
        if (missing is not null)
            return $"'{missing}' is decoded but not an output";
        foreach (var layer in manifest.Anchors?.Layers ?? [])
        {
            var cells = manifest.Anchors!.InputPx / layer.StridePx;
            var rows = cells * cells * layer.PerCell;
            if (manifest.Output(layer.Scores).Shape[1] != rows || manifest.Output(layer.Boxes).Shape[1] != rows)
                return $"anchors of stride {layer.StridePx} need {rows} rows";
        }

        return null;
    }

    private static string? Goldens(ModelManifest manifest)
    {
        if (manifest.Goldens.Count == 0)
            return "goldens is empty: a conversion that is never compared is not trusted";
        var bad = manifest.Goldens.FirstOrDefault(g => !FileHash.IsSha256(g.PictureSha256) || !FileHash.IsSha256(g.Answers.Sha256));
        return bad is null ? null : $"golden '{bad.Name}' needs a sha256 of 64 lower-case hexadecimal digits";
    }
}

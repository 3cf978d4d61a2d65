using PortraitStudio;

return args switch
{
    [] => Studio.PaintAll(Path.Combine("demo", "portraits")),
    ["paint", var folder] => Studio.PaintAll(folder),
    ["paint-one", var sitter, var output, var size] => Studio.PaintOne(sitter, output, size),
    ["youth-filter", var sitter, var strength, var picture, var output] => Studio.Filter(sitter, strength, picture, output),
    ["read", var models, .. var pictures] => Studio.Read(models, pictures),
    ["search", var models, var sitter, var dials, var age, var steps, var seed, var output] =>
        Studio.Search(models, sitter, dials, age, steps, seed, output),
    _ => Studio.Usage(),
};

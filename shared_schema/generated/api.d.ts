// Generated from openapi.json by `npm run codegen`. Never edit by hand.

export interface paths {
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description Whether the server runs, and whether its checker has imported Keras.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Catalog
         * @description The catalogue. Its ETag changes only with Layerloom itself.
         */
        get: operations["readCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documentation/{kind}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Documentation
         * @description The docstring of one layer, loss, ... of the installed Keras, as text and as parsed blocks.
         */
        get: operations["readDocumentation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check
         * @description Every problem of a document at once, with the shapes and counts of all that could be computed.
         *
         *     While Keras is not available (still being imported, or too slow for this model) only structural problems are listed.
         */
        post: operations["check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Candidates
         * @description The ports and the layers that accept a new edge, with the resulting shapes.
         */
        post: operations["candidates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Summary
         * @description The summary table that Keras prints of the model.
         */
        post: operations["summary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Difference
         * @description All that differs in what is trained; layers are matched by structure where their names and ids are others.
         */
        post: operations["difference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit
         * @description The document with edits applied, those of a fix that a check offers or others. Nothing is saved.
         */
        post: operations["edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/expand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Expand
         * @description An application or a trained run of a document as a graph, with sentences about what could not be converted.
         */
        post: operations["expand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export
         * @description The document as a Python script or notebook that trains it, or as a file of its own format.
         */
        post: operations["export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Code
         * @description The script of the valid part of a document, with the line numbers of every node.
         */
        post: operations["code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import File
         * @description A file as a document, migrated to the current format. `name` is the name of the file.
         */
        post: operations["importFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import/script": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Script
         * @description A Python script or notebook as a document: it is read, and never run.
         */
        post: operations["importScript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import/model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Model
         * @description A model that Keras has saved, `.keras` or `.h5`, as a document: it is read as data, and never loaded.
         */
        post: operations["importModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/script/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow Script
         * @description A document as its own script says it: the script is read, and never run.
         */
        post: operations["followScript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/script/put": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put Script
         * @description The script of a document after a change of the canvas: the fewest statements change, the rest byte for byte.
         */
        post: operations["putScript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Export Progress
         * @description How far the export of a run is that was asked for first.
         */
        get: operations["readExportProgress"];
        put?: never;
        /**
         * Export Run
         * @description Write the model of an ended run in a format, open the file again, and compare both. Takes seconds.
         */
        post: operations["exportRun"];
        /**
         * Stop Exports
         * @description Stop what is being exported of a run: no file is left of it.
         */
        delete: operations["stopExports"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/exports/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Export
         * @description A file that was written before, as a download.
         */
        get: operations["readExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description All projects, last changed first.
         */
        get: operations["listProjects"];
        put?: never;
        /**
         * Create Project
         * @description Save a document as a new project, at revision 1.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Project
         * @description A project with its document: the newest or the requested revision, byte for byte as it was saved.
         *
         *     With `own_notation`, Keras's notation of names and objects (`keras.layers.Dense`, `class_name`) and shapes in quotes
         *     are rewritten in the document's own notation; a document without any of these is returned as it was saved.
         */
        get: operations["readProject"];
        /**
         * Save Project
         * @description Save a new revision. A save based on an older revision is 409, and changes nothing.
         */
        put: operations["saveProject"];
        post?: never;
        /**
         * Delete Project
         * @description Move a project and its runs to the bin. While one of the runs has not ended it is 409.
         */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Document Text
         * @description The document of a project alone, byte for byte as it was saved, in any format, newer ones included.
         */
        get: operations["readDocumentText"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Project
         * @description Restore a project from the bin, with its runs.
         */
        post: operations["restoreProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Revisions
         * @description The revisions of a project, newest first, in pages: those older than `after`.
         */
        get: operations["listRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Published
         * @description All published models, by name.
         */
        get: operations["listPublished"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/published/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Publish
         * @description Publish a nested model under its name; another one of that name moves to the bin.
         */
        put: operations["publish"];
        post?: never;
        /**
         * Withdraw
         * @description Move a published model to the bin; documents that have a copy keep it.
         */
        delete: operations["withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/published/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Published
         * @description Restore the model last deleted under a name, or the `item` of the bin; returns all published models.
         *
         *     A model that has the name by now moves to the bin.
         */
        post: operations["restorePublished"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Bin
         * @description All items in the bin, last deleted first, with what uses them.
         */
        get: operations["listBin"];
        put?: never;
        post?: never;
        /**
         * Empty Bin
         * @description Delete all items in the bin permanently.
         */
        delete: operations["emptyBin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bin/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Purge Item
         * @description Delete one item in the bin permanently: a project with its runs, a run with its files.
         */
        delete: operations["purgeItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Datasets
         * @description All data sets with their fields.
         */
        get: operations["listDatasets"];
        put?: never;
        /**
         * Add Dataset
         * @description Make a data set of files, in the background. The uploads are deleted when it is made, and kept when it fails.
         */
        post: operations["addDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview File
         * @description The first rows of a file and the types of its columns, guessed from them.
         */
        post: operations["previewFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Ingest Job
         * @description How far an import is.
         */
        get: operations["readIngestJob"];
        put?: never;
        post?: never;
        /**
         * Cancel Ingest Job
         * @description Cancel an import; nothing of it is kept. One that has ended stays as it is.
         */
        delete: operations["cancelIngestJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Dataset
         * @description One data set with its fields, in its newest version or a given one.
         */
        get: operations["readDataset"];
        put?: never;
        post?: never;
        /**
         * Delete Dataset
         * @description Delete an added data set with all its versions. One that a run was trained on is 409, with the runs' names.
         */
        delete: operations["deleteDataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Manifest
         * @description How a version of an added data set was read: the files, their dialect, the type of each column.
         */
        get: operations["readManifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Report
         * @description Statistics of the columns of an added data set, and what may be wrong with them; `target` is to be predicted.
         */
        get: operations["readReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read Rows
         * @description Rows of an added data set, sorted and filtered by a column. At most 1,000 in one answer.
         */
        post: operations["readRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Image
         * @description An image of an added data set, as PNG whatever its file is.
         */
        get: operations["readImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Data Folders
         * @description The folders of the server whose files may be used as data.
         */
        get: operations["listDataFolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-folders/{folder}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Data Folder
         * @description What a folder holds.
         */
        get: operations["readDataFolder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description Every template with its document, simplest first.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Template
         * @description One template, with its document.
         */
        get: operations["readTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Upload
         * @description How far an upload has come.
         */
        get: operations["readUpload"];
        /**
         * Put Upload
         * @description Append a part of a file: its bytes from `offset` on. The id is the client's; the first part creates the upload.
         *
         *     After a broken connection `GET` tells at which byte to go on. An upload that nothing is added to is kept for a day.
         */
        put: operations["putUpload"];
        post?: never;
        /**
         * Delete Upload
         * @description Give an upload up. One that is gone is no error.
         */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recipes/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Recipe
         * @description The columns of a recipe before its first step and after each, with the lines of the exported script.
         */
        post: operations["previewRecipe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/columns/draw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw Columns
         * @description The edits that draw columns of the data as inputs and outputs, bound, with losses and metrics that fit.
         */
        post: operations["drawColumns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bind Dataset
         * @description The edits that choose a data set for a document, and bind its inputs and outputs by name or shape.
         */
        post: operations["bindDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Load Weights
         * @description What of an uploaded weights file fits a document: by the names of layers, else in their order, and by shape.
         *
         *     What fits is kept, and the answer has its id for `weights` of the document; where not everything fits only with
         *     `partly`. The upload is deleted when its weights are kept.
         */
        post: operations["loadWeights"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description All runs, or those of one project, in parts.
         *
         *     `where` is a filter, all of whose words and comparisons hold: `digits state:failed tag:baseline note:wide
         *     val_loss<0.3 batch_size=32`. `sort` is a field (`created_at`, `name`, `state`, `dataset`, `epochs_done`, `best_loss`),
         *     a metric or a parameter, with `-` before it the greatest first; `show` names parameters that the records are to have.
         *     `after` is a run that the client has: those that follow it, newest first, without a filter.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Start Run
         * @description Start a run. The same request again, by id, returns the same run with 200; another body under its id is 409.
         */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Run Columns
         * @description The names of the metrics, parameters and tags that the list of runs can be sorted and filtered by.
         */
        get: operations["listRunColumns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Run
         * @description One run with the document that it trains.
         */
        get: operations["readRun"];
        put?: never;
        post?: never;
        /**
         * Delete Run
         * @description Move an ended run to the bin with its files; one that has not ended is 409, or from which others came.
         */
        delete: operations["deleteRun"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Run
         * @description Ask a run to stop after the current batch. Asking twice, or after its end, changes nothing.
         */
        post: operations["stopRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause Run
         * @description Ask a run to wait after the current epoch. It keeps its memory and its slot. Asking twice changes nothing.
         */
        post: operations["pauseRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/unpause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unpause Run
         * @description Let a paused run go on, or withdraw the request to pause.
         */
        post: operations["unpauseRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume Run
         * @description Go on with an ended run from its last checkpoint, in a new attempt; a paused run goes on with `unpause`.
         *
         *     On the machine and with the versions of the attempt before, its numbers are those of a run that never ended. On
         *     another one it is 409 unless `anyway` is set.
         */
        post: operations["resumeRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/priority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Prioritize Run
         * @description Give a queued run another priority: the highest starts first. One that was started is 409.
         */
        put: operations["prioritizeRun"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Fork
         * @description What a new run of a document would take from a checkpoint of this run, which has ended. Starts nothing.
         *
         *     `POST /runs` with `from` starts it. A layer is that of the node with the same id; weights of another shape, and what
         *     the optimizer remembers of them, start over.
         */
        post: operations["previewFork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Label Run
         * @description Set the label of a run; an empty one removes it.
         */
        put: operations["labelRun"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Note Run
         * @description Set the note of a run; an empty one removes it.
         */
        put: operations["noteRun"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Tag Run
         * @description Replace the tags of a run.
         */
        put: operations["tagRun"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Run
         * @description Restore a run from the bin. While its project is in the bin it is 409.
         */
        post: operations["restoreRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Events
         * @description The events of a run after a sequence number, as they are in its log, in pages.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/artifacts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Artifact
         * @description One file of a run as a download.
         */
        get: operations["readArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Archive
         * @description All files of an ended run and its document in one ZIP archive.
         */
        get: operations["readArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sweeps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sweeps
         * @description All sweeps, or those of one project, newest first.
         */
        get: operations["listSweeps"];
        put?: never;
        /**
         * Start Sweep
         * @description Start a sweep. The same request again, by id, returns the same sweep with 200; another plan under its id is 409.
         */
        post: operations["startSweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sweeps/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List Logged Metrics
         * @description The numbers that every epoch of a document's training logs: what a sweep can seek.
         */
        post: operations["listLoggedMetrics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sweeps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Sweep
         * @description One sweep with its trials.
         */
        get: operations["readSweep"];
        put?: never;
        post?: never;
        /**
         * Delete Sweep
         * @description Delete a sweep that has ended; the runs of its trials stay. One that has not ended is 409.
         */
        delete: operations["deleteSweep"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sweeps/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Sweep
         * @description Stop the trials of a sweep, and ask no more. Asking twice, or after its end, changes nothing.
         */
        post: operations["stopSweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Prediction Form
         * @description What a run can be asked: the fields of a row, the names of classes, the checkpoints.
         */
        get: operations["readPredictionForm"];
        put?: never;
        /**
         * Predict Rows
         * @description What a run predicts of rows, given by the names of its inputs, or of the columns that recipes take.
         */
        post: operations["predictRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/predict/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict File
         * @description The rows of an uploaded file with what a run predicts of them, as CSV. The upload is deleted then.
         */
        post: operations["predictFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/predict/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Sample Row
         * @description A row of the test share, else of the validation share, else of the training rows; without a number a random one.
         */
        get: operations["readSampleRow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Evaluate Run
         * @description How well a run that has ended does on its test share, or else on the rows to validate on.
         *
         *     With `dataset` on all rows of that data set, which has the fields that the run was trained on.
         */
        post: operations["evaluateRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ActivationMaps
         * @description Images of what a call gave: one a channel of an image, one of a sequence with a line a step, one of a vector.
         *
         *     A cell is the mean of those it stands for, as a byte: 0 is `low`, 255 is `high`.
         */
        ActivationMaps: {
            /** Height */
            height: number;
            /** Width */
            width: number;
            /** Count */
            count: number;
            /** Channels */
            channels: number;
            /** Low */
            low: number;
            /** High */
            high: number;
            /** Base64 */
            base64: string;
        };
        /**
         * AddDataset
         * @description Files to make a data set from: uploads that have arrived whole, or files in the operator's folders.
         */
        AddDataset: {
            /** Uploads */
            uploads?: string[];
            /** Files */
            files?: components["schemas"]["FolderFile"][];
            /** Name */
            name?: string | null;
            options?: components["schemas"]["IngestOptions"];
        };
        /**
         * AddNode
         * @description Appends a node; at `at` on the canvas where given.
         */
        AddNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "add_node";
            /** Node */
            node: components["schemas"]["InputNode"] | components["schemas"]["LayerNode"] | components["schemas"]["SharedNode"] | components["schemas"]["ModelNode"] | components["schemas"]["OpNode"] | components["schemas"]["OutputNode"];
            /** @default null */
            at?: components["schemas"]["Position"] | null;
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * ApplicationEntry
         * @description A model of `keras.applications`. It has one input `inputs` and one output `output`.
         */
        ApplicationEntry: {
            /** Name */
            name: string;
            /** Text */
            text: string;
            /** Parameters */
            parameters: components["schemas"]["Parameter"][];
            /** Aliases */
            aliases: string[];
            /**
             * Refused
             * @default null
             */
            refused: string | null;
            /** Unavailable */
            unavailable: {
                [key: string]: string;
            };
            /** Group */
            group: string;
        };
        /**
         * Artifact
         * @description The files of a run that can be downloaded; nothing else of its folder can.
         * @enum {string}
         */
        Artifact: "model.keras" | "model.zip" | "last_finite.keras" | "checkpoint.keras" | "checkpoint.weights.h5" | "evaluation.json" | "model.py" | "events.jsonl" | "spec.json";
        /**
         * Batch
         * @description `batch` batches of the epoch are done; at most ten such events a second.
         */
        Batch: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "batch";
            /** Epoch */
            epoch: number;
            /** Batch */
            batch: number;
            /** Logs */
            logs: {
                [key: string]: number | null;
            };
        };
        /**
         * BinItem
         * @description One item in the bin, and what uses it.
         */
        BinItem: {
            kind: components["schemas"]["BinKind"];
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Deleted At
             * Format: date-time
             */
            deleted_at: string;
            /**
             * Purged At
             * Format: date-time
             */
            purged_at: string;
            /**
             * Runs
             * @default 0
             */
            runs: number;
            /** Used By */
            used_by: string[];
        };
        /**
         * BinKind
         * @description Kinds of items in the bin.
         * @enum {string}
         */
        BinKind: "project" | "run" | "published";
        /**
         * BinList
         * @description Last deleted first.
         */
        BinList: {
            /** Items */
            items: components["schemas"]["BinItem"][];
            /**
             * Days
             * @default 30
             */
            days: number;
        };
        /**
         * BinStep
         * @description A number becomes how many of the boundaries are not above it.
         */
        BinStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "bin";
            /** Boundaries */
            boundaries: number[];
        };
        /**
         * BindDataset
         * @description Body of `POST /datasets/bind`: a document and the data set that it is to use.
         *
         *     `roles` are of columns by name: features are bound to inputs alone, targets to outputs, ignored ones to nothing. A
         *     column without a role may be bound to any.
         */
        BindDataset: {
            document: components["schemas"]["Document"];
            /** Dataset */
            dataset: string;
            /** Roles */
            roles?: {
                [key: string]: components["schemas"]["ColumnRole"];
            };
        };
        /**
         * BoundDataset
         * @description The edits that choose a data set and bind it, the names of inputs and outputs that are bound then, and others.
         */
        BoundDataset: {
            /** Edits */
            edits: (components["schemas"]["AddNode"] | components["schemas"]["RemoveNodes"] | components["schemas"]["Connect"] | components["schemas"]["Disconnect"] | components["schemas"]["SetConfig"] | components["schemas"]["SetNode"] | components["schemas"]["Rename"] | components["schemas"]["RenameModel"] | components["schemas"]["SetField"] | components["schemas"]["Move"] | components["schemas"]["SetRoutes"] | components["schemas"]["SetDirection"] | components["schemas"]["SetNote"])[];
            /** Bound */
            bound: string[];
            /** Left */
            left: string[];
        };
        /**
         * CalibrationBin
         * @description Rows whose probability of the predicted class lies in a tenth: its mean, and the share that was right.
         */
        CalibrationBin: {
            /** Confidence */
            confidence: number;
            /** Accuracy */
            accuracy: number;
            /** Rows */
            rows: number;
        };
        /**
         * Candidate
         * @description A port that accepts the new edge, and the outputs of its node with it.
         */
        Candidate: {
            /** Node */
            node: string;
            /** Target Input */
            target_input: string;
            /** Outputs */
            outputs: components["schemas"]["TensorSpec"][];
        };
        /**
         * CandidateRequest
         * @description Body of `POST /candidates`: a new edge from an output of `source`, without a target yet.
         */
        CandidateRequest: {
            document: components["schemas"]["Document"];
            /** Source */
            source: string;
            /**
             * Source Output
             * @default 0
             */
            source_output?: number;
            /**
             * Model
             * @default null
             */
            model?: string | null;
            /**
             * Palette
             * @default true
             */
            palette?: boolean;
        };
        /**
         * Candidates
         * @description Candidates of a new edge: ports on the canvas, and entries of the palette.
         */
        Candidates: {
            /** Ports */
            ports: components["schemas"]["Candidate"][];
            /** Layers */
            layers: components["schemas"]["LayerCandidate"][];
            /** Ops */
            ops: components["schemas"]["OpCandidate"][];
            /** Models */
            models: components["schemas"]["ModelCandidate"][];
        };
        /**
         * Catalog
         * @description Everything that a document may name, by kind and name.
         */
        Catalog: {
            /** Keras */
            keras: string;
            /** Dtypes */
            dtypes: string[];
            /** Layers */
            layers: {
                [key: string]: components["schemas"]["LayerEntry"];
            };
            /** Applications */
            applications: {
                [key: string]: components["schemas"]["ApplicationEntry"];
            };
            /** Ops */
            ops: {
                [key: string]: components["schemas"]["OpEntry"];
            };
            /** Losses */
            losses: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Metrics */
            metrics: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Optimizers */
            optimizers: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Schedules */
            schedules: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Initializers */
            initializers: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Regularizers */
            regularizers: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Constraints */
            constraints: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Activations */
            activations: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Callbacks */
            callbacks: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Recipe Steps */
            recipe_steps: {
                [key: string]: components["schemas"]["CatalogEntry"];
            };
            /** Recipe Layers */
            recipe_layers: string[];
        };
        /**
         * CatalogEntry
         * @description Anything with a name and arguments. `text` is one line in Layerloom's own words.
         */
        CatalogEntry: {
            /** Name */
            name: string;
            /** Text */
            text: string;
            /** Parameters */
            parameters: components["schemas"]["Parameter"][];
            /** Aliases */
            aliases: string[];
            /**
             * Refused
             * @default null
             */
            refused: string | null;
            /** Unavailable */
            unavailable: {
                [key: string]: string;
            };
        };
        /**
         * Cell
         * @description A cell and where it is: `line` counts from 1 in the file, headers and blank lines included.
         */
        Cell: {
            /** Line */
            line: number;
            /** Text */
            text: string;
        };
        /**
         * ChangeKind
         * @description On the second side alone, on the first side alone, or on both with other settings.
         * @enum {string}
         */
        ChangeKind: "added" | "removed" | "changed";
        /**
         * CheckReport
         * @description `ok` means ready to train. A node that could not be computed is missing from `nodes`.
         */
        CheckReport: {
            /** Ok */
            ok: boolean;
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /** Nodes */
            nodes: {
                [key: string]: components["schemas"]["NodeReport"];
            };
            /** Models */
            models: {
                [key: string]: components["schemas"]["ModelReport"];
            };
            totals: components["schemas"]["Totals"];
            /** @default null */
            rows: components["schemas"]["RowsReport"] | null;
        };
        /**
         * Checkpoint
         * @description Which weights of a run.
         * @enum {string}
         */
        Checkpoint: "last" | "best";
        /**
         * CheckpointSaved
         * @description A whole, verified checkpoint of the state after `epoch`, or after `batch` batches of it.
         */
        CheckpointSaved: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "checkpoint_saved";
            /** Epoch */
            epoch: number;
            /**
             * Batch
             * @default null
             */
            batch: number | null;
            /** Name */
            name: string;
        };
        /**
         * ClassReport
         * @description An output that tells classes apart, or answers yes or no for each unit.
         */
        ClassReport: {
            /** Classes */
            classes: components["schemas"]["ClassScores"][];
            /** Confusion */
            confusion: number[][] | null;
            /** Roc */
            roc: components["schemas"]["Curve"][];
            /** Precision Recall */
            precision_recall: components["schemas"]["Curve"][];
            /** Calibration */
            calibration: components["schemas"]["CalibrationBin"][];
        };
        /**
         * ClassScores
         * @description Precision, recall and F1 of one class; `rows` have it as their target.
         */
        ClassScores: {
            /** Name */
            name: string;
            /** Precision */
            precision: number;
            /** Recall */
            recall: number;
            /** F1 */
            f1: number;
            /** Rows */
            rows: number;
        };
        /**
         * ClipStep
         * @description Numbers below `low` become `low`, those above `high` become `high`.
         */
        ClipStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "clip";
            /**
             * Low
             * @default null
             */
            low: number | null;
            /**
             * High
             * @default null
             */
            high: number | null;
        };
        /**
         * Code
         * @description Every code a problem can have, in the order in which problems are listed. Never renamed.
         * @enum {string}
         */
        Code: "check.unavailable" | "graph.too_large" | "graph.too_deep" | "graph.empty" | "graph.no_input" | "graph.no_output" | "node.duplicate_id" | "node.bad_name" | "node.duplicate_name" | "shared.missing" | "model.missing" | "model.cycle" | "layer.unknown" | "layer.refused" | "param.unknown" | "param.missing" | "param.type" | "param.range" | "param.not_finite" | "document.unknown_field" | "edge.dangling" | "output.needs_argument" | "edge.bad_port" | "edge.duplicate" | "edge.same_order" | "graph.cycle" | "input.missing" | "input.too_many" | "merge.too_few" | "graph.unrelated_input" | "graph.unfed_output" | "node.unreachable" | "shape.mismatch" | "shape.rank" | "shape.undefined" | "dtype.mismatch" | "shared.incompatible" | "layer.needs_data" | "model.too_large" | "model.activations_too_large" | "model.build_timeout" | "training.unknown_output" | "training.missing_loss" | "training.loss_mismatch" | "training.suspicious" | "data.unbound" | "data.unknown_field" | "data.missing_field" | "data.shape" | "data.dtype" | "data.range" | "data.length" | "data.empty" | "data.not_finite" | "data.suspicious" | "check.more";
        /**
         * CodeBlock
         * @description Lines that keep their breaks and their indentation.
         */
        CodeBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "code_block";
            /** Language */
            language: string | null;
            /** Text */
            text: string;
        };
        /**
         * CodeLines
         * @description Lines that are there for one node, from `first` to `last`, counted from 1. A node may have several such entries.
         */
        CodeLines: {
            /** Node */
            node: string;
            /**
             * Model
             * @default null
             */
            model: string | null;
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * CodeText
         * @description The script of a document, as far as it can be written: what is left out is named in a comment, with the reason.
         */
        CodeText: {
            /** Text */
            text: string;
            /** Lines */
            lines: components["schemas"]["CodeLines"][];
        };
        /**
         * CodeWords
         * @description A piece of code inside a sentence.
         */
        CodeWords: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "code";
            /** Text */
            text: string;
        };
        /**
         * ColumnInfo
         * @description How a column of a file was read.
         */
        ColumnInfo: {
            /** Name */
            name: string;
            type: components["schemas"]["ColumnType"];
            /** Guessed */
            guessed: boolean;
            /**
             * Given
             * @default null
             */
            given: string | null;
            /**
             * Missing
             * @default 0
             */
            missing: number;
            /**
             * Infinite
             * @default 0
             */
            infinite: number;
            /**
             * Rounded
             * @default 0
             */
            rounded: number;
            /** @default null */
            changed_by: components["schemas"]["Cell"] | null;
            /** Odd Cells */
            odd_cells: components["schemas"]["Cell"][];
            /**
             * Odd Count
             * @default 0
             */
            odd_count: number;
            /** Date Formats */
            date_formats: string[];
            /**
             * Ambiguous Dates
             * @default false
             */
            ambiguous_dates: boolean;
            /**
             * Thousands
             * @default false
             */
            thousands: boolean;
        };
        /**
         * ColumnRole
         * @description What a column is to the model.
         * @enum {string}
         */
        ColumnRole: "feature" | "target" | "ignore";
        /**
         * ColumnStatistics
         * @description What a column holds. Of an array all values of all rows are taken together; numbers are of the finite ones.
         */
        ColumnStatistics: {
            /** Name */
            name: string;
            /** Count */
            count: number;
            /** Missing */
            missing: number;
            /**
             * Infinite
             * @default 0
             */
            infinite: number;
            /**
             * Minimum
             * @default null
             */
            minimum: number | null;
            /**
             * Maximum
             * @default null
             */
            maximum: number | null;
            /**
             * Mean
             * @default null
             */
            mean: number | null;
            /**
             * Distinct
             * @default null
             */
            distinct: number | null;
            /** Histogram */
            histogram: number[];
            /** Top */
            top: components["schemas"]["ValueCount"][];
        };
        /**
         * ColumnType
         * @description What the cells of a column are.
         * @enum {string}
         */
        ColumnType: "integer" | "number" | "boolean" | "date" | "text" | "array" | "image";
        /**
         * Compiled
         * @description The model was built and compiled, and the data is loaded.
         */
        Compiled: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "compiled";
            /** Params */
            params: number;
            /** Trainable */
            trainable: number;
            /** Epochs */
            epochs: number;
            /** Steps */
            steps: number;
            /** Rows */
            rows: number;
            /** Validation Rows */
            validation_rows: number;
            /**
             * Test Rows
             * @default 0
             */
            test_rows: number;
            /**
             * Dropped Rows
             * @default 0
             */
            dropped_rows: number;
            /** Outputs */
            outputs: string[];
            /**
             * Repeatable
             * @default null
             */
            repeatable: boolean | null;
        };
        /**
         * Completed
         * @description The run has ended. `stopped_by` names the callback that ended it before its last epoch.
         */
        Completed: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "completed";
            /** Epochs */
            epochs: number;
            /**
             * Stopped By
             * @default null
             */
            stopped_by: string | null;
        };
        /**
         * Confusion
         * @description How the validation rows were classified after `epoch`, by each output that tells classes apart.
         */
        Confusion: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "confusion";
            /** Epoch */
            epoch: number;
            /** Outputs */
            outputs: components["schemas"]["OutputConfusion"][];
        };
        /**
         * Connect
         * @description Appends an edge. One that is already there, to the letter, is not added twice.
         */
        Connect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "connect";
            edge: components["schemas"]["Edge"];
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * Curve
         * @description A curve of one class against all others, thinned out to at most 101 points, with the area below it.
         *
         *     Of a ROC curve `x` is the false positive rate and `y` the true positive rate; of a precision-recall curve `x` is the
         *     recall and `y` the precision, and the area is the average precision.
         */
        Curve: {
            /** Name */
            name: string;
            /** X */
            x: number[];
            /** Y */
            y: number[];
            /** Area */
            area: number | null;
        };
        /**
         * DataBinding
         * @description Which field of the data set feeds each input, which is the target of each output, and which weighs its rows.
         *
         *     A field is a column of the data set, or made of some by one of the `recipes`.
         */
        DataBinding: {
            /**
             * Dataset
             * @default null
             */
            dataset?: string | null;
            /** Joined */
            joined?: components["schemas"]["Join"][];
            /** Drop Missing */
            drop_missing?: string[];
            /** Recipes */
            recipes?: {
                [key: string]: components["schemas"]["Recipe"];
            };
            /** @default null */
            split?: components["schemas"]["Split"] | null;
            /** @default null */
            windows?: components["schemas"]["Windows"] | null;
            /** Inputs */
            inputs?: {
                [key: string]: string;
            };
            /** Targets */
            targets?: {
                [key: string]: string;
            };
            /** Sample Weights */
            sample_weights?: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * DataFile
         * @description An entry of a folder.
         */
        DataFile: {
            /** Name */
            name: string;
            /** Is Folder */
            is_folder: boolean;
            /** Bytes */
            bytes: number;
        };
        /**
         * DataFolder
         * @description The entries of a folder, folders first.
         */
        DataFolder: {
            /** Files */
            files: components["schemas"]["DataFile"][];
        };
        /**
         * DataFolderList
         * @description The folders of the server whose files may be used as data, by name.
         */
        DataFolderList: {
            /** Folders */
            folders: string[];
        };
        /**
         * DatasetInfo
         * @description A data set and its fields. `version` is a hash of the content.
         */
        DatasetInfo: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Text */
            text: string;
            /** Rows */
            rows: number;
            /** Version */
            version: string;
            /** Fields */
            fields: components["schemas"]["FieldInfo"][];
            /**
             * Follows Model
             * @default false
             */
            follows_model: boolean;
            /** Versions */
            versions: string[];
        };
        /**
         * DatasetList
         * @description All available data sets.
         */
        DatasetList: {
            /** Datasets */
            datasets: components["schemas"]["DatasetInfo"][];
        };
        /**
         * DatasetNames
         * @description What the library has of a name: its versions, newest last.
         */
        DatasetNames: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Versions */
            versions: string[];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * DatasetReport
         * @description What the columns of a version hold, and what may be wrong with them.
         */
        DatasetReport: {
            /** Version */
            version: string;
            /** Columns */
            columns: components["schemas"]["ColumnStatistics"][];
            /** Suspicions */
            suspicions: components["schemas"]["Suspicion"][];
        };
        /**
         * DatasetSource
         * @description The files of a version and how they were read. It is no part of the version's hash.
         */
        DatasetSource: {
            /** Files */
            files: string[];
            format: components["schemas"]["FileFormat"];
            /** @default null */
            dialect?: components["schemas"]["Dialect"] | null;
            /**
             * Sheet
             * @default null
             */
            sheet?: string | null;
            /**
             * Header
             * @default true
             */
            header?: boolean;
            /**
             * Table
             * @default null
             */
            table?: string | null;
            /**
             * File Column
             * @default null
             */
            file_column?: string | null;
            /** Damaged */
            damaged?: string[];
            /**
             * Other Encodings
             * @default false
             */
            other_encodings?: boolean;
        };
        /**
         * DatasetVersion
         * @description One immutable version of a data set: the manifest beside its columns. `version` is a hash of its content.
         */
        DatasetVersion: {
            /** Version */
            version: string;
            /** Rows */
            rows: number;
            /** Fields */
            fields: components["schemas"]["FieldInfo"][];
            /** Columns */
            columns: components["schemas"]["ColumnInfo"][];
            source: components["schemas"]["DatasetSource"];
            /** Bytes */
            bytes: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * DateStep
         * @description Each part of a date, given in seconds since 1970, becomes a column.
         */
        DateStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "date";
            /** Parts */
            parts: string[];
        };
        /**
         * Definition
         * @description A name and its description.
         */
        Definition: {
            /** Term */
            term: string;
            /** Blocks */
            blocks: (components["schemas"]["Paragraph"] | components["schemas"]["Heading"] | components["schemas"]["CodeBlock"] | components["schemas"]["ItemList"] | components["schemas"]["Definitions"])[];
        };
        /**
         * Definitions
         * @description Names with descriptions, such as the arguments of a layer.
         */
        Definitions: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "definitions";
            /** Entries */
            entries: components["schemas"]["Definition"][];
        };
        /**
         * Dialect
         * @description How a text file writes a table.
         */
        Dialect: {
            /** Encoding */
            encoding: string;
            /** Encoding Guessed */
            encoding_guessed: boolean;
            /** Separator */
            separator: string;
            /** Quote */
            quote: string | null;
            /** Header */
            header: boolean;
            /**
             * Skipped Lines
             * @default 0
             */
            skipped_lines: number;
            /**
             * Line End
             * @default
             * @enum {string}
             */
            line_end: "\n" | "\r";
            /**
             * Decimal
             * @default .
             * @enum {string}
             */
            decimal: "." | ",";
            /**
             * Thousands
             * @default null
             */
            thousands: string | null;
            /** Missing */
            missing: string[];
        };
        /**
         * Difference
         * @description All changes. The lists are empty where both documents train the same model in the same way.
         */
        Difference: {
            /** Nodes */
            nodes: components["schemas"]["NodeChange"][];
            /** Edges */
            edges: components["schemas"]["EdgeChange"][];
            /** Entries */
            entries: components["schemas"]["EntryChange"][];
            /** Reordered */
            reordered: (string | null)[];
            /** Settings */
            settings: components["schemas"]["SettingChange"][];
        };
        /**
         * DifferenceRequest
         * @description Body of `POST /difference`: the two documents that are compared.
         */
        DifferenceRequest: {
            /** Before */
            before: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** After */
            after: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Dimension
         * @description One setting that differs between trials: an edit whose `value` is chosen from `values`, or from a `range`.
         */
        Dimension: {
            /** Edit */
            edit: components["schemas"]["SetConfig"] | components["schemas"]["SetField"] | components["schemas"]["SetNode"];
            /**
             * Name
             * @default
             */
            name?: string;
            /** Values */
            values?: components["schemas"]["JsonValue"][] | null;
            range?: components["schemas"]["Range"] | null;
        };
        /**
         * Disconnect
         * @description Removes the first edge equal to this one.
         */
        Disconnect: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "disconnect";
            edge: components["schemas"]["Edge"];
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * Diverged
         * @description The run ended as its loss was not finite; with `masked_by_relu`, as weights were not finite while the loss was:
         *     a compiled layer with relu gives 0 for NaN.
         *
         *     `where` is the first call, in the order of calls, whose numbers were not finite, and `origin` what they were: of
         *     an input or a target, weights, what it gave, the loss of an output, or the gradient.
         */
        Diverged: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "diverged";
            /** Epoch */
            epoch: number;
            /**
             * Variant
             * @default null
             */
            variant: string | null;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Message */
            message: string;
            /** @default null */
            where: components["schemas"]["Where"] | null;
            /**
             * Origin
             * @default null
             */
            origin: ("input" | "weights" | "activation" | "loss" | "gradient") | null;
            /**
             * Masked By Relu
             * @default false
             */
            masked_by_relu: boolean;
        };
        /**
         * Document
         * @description One model with its training and data, and how it is drawn.
         *
         *     Without a `direction` it follows from the positions of the nodes. Edges without a route are drawn round the nodes
         *     between their ends.
         */
        Document: {
            /**
             * Format
             * @default 2
             * @constant
             */
            format: 2;
            /**
             * Name
             * @default Untitled
             */
            name?: string;
            graph?: components["schemas"]["Graph"];
            /** Models */
            models?: {
                [key: string]: components["schemas"]["NestedModel"];
            };
            /** Weights */
            weights?: components["schemas"]["StartWeights"][];
            /** @default null */
            training?: components["schemas"]["Training"] | null;
            /** @default null */
            data?: components["schemas"]["DataBinding"] | null;
            /**
             * Direction
             * @default null
             */
            direction?: ("down" | "right") | null;
            /** Layout */
            layout?: {
                [key: string]: components["schemas"]["Position"];
            };
            /** Routes */
            routes?: components["schemas"]["Route"][];
            /** Notes */
            notes?: {
                [key: string]: components["schemas"]["Note"];
            };
            /** @default null */
            script?: components["schemas"]["Script"] | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * DocumentWarning
         * @description One thing that was lost or changed; `message` is rendered from the code and the params.
         */
        DocumentWarning: {
            code: components["schemas"]["WarningCode"];
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Message */
            message: string;
        };
        /**
         * Documentation
         * @description The docstring of one thing in the catalogue, read live from the installed Keras.
         */
        Documentation: {
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Text */
            text: string;
            signature: components["schemas"]["Signature"] | null;
            /** Blocks */
            blocks: (components["schemas"]["Paragraph"] | components["schemas"]["Heading"] | components["schemas"]["CodeBlock"] | components["schemas"]["ItemList"] | components["schemas"]["Definitions"])[];
        };
        /**
         * DrawColumns
         * @description Body of `POST /columns/draw`: fields of the document's data set, each to become an input or a target.
         */
        DrawColumns: {
            document: components["schemas"]["Document"];
            /** Inputs */
            inputs?: string[];
            /** Targets */
            targets?: string[];
        };
        /**
         * DrawnColumns
         * @description The edits that draw and bind the nodes, with a loss and a metric that fit each target.
         */
        DrawnColumns: {
            /** Edits */
            edits: (components["schemas"]["AddNode"] | components["schemas"]["RemoveNodes"] | components["schemas"]["Connect"] | components["schemas"]["Disconnect"] | components["schemas"]["SetConfig"] | components["schemas"]["SetNode"] | components["schemas"]["Rename"] | components["schemas"]["RenameModel"] | components["schemas"]["SetField"] | components["schemas"]["Move"] | components["schemas"]["SetRoutes"] | components["schemas"]["SetDirection"] | components["schemas"]["SetNote"])[];
        };
        /**
         * Edge
         * @description A connection from an output of one call to an input of another.
         */
        Edge: {
            /** Source */
            source: string;
            /**
             * Source Output
             * @default 0
             */
            source_output?: number;
            /** Target */
            target: string;
            /**
             * Target Input
             * @default null
             */
            target_input?: string | null;
            /**
             * Order
             * @default null
             */
            order?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * EdgeChange
         * @description An edge on one side alone, with the titles of its ends.
         */
        EdgeChange: {
            kind: components["schemas"]["ChangeKind"];
            /** Model */
            model: string | null;
            edge: components["schemas"]["Edge"];
            /** Source Title */
            source_title: string;
            /** Target Title */
            target_title: string;
        };
        Edit: components["schemas"]["AddNode"] | components["schemas"]["RemoveNodes"] | components["schemas"]["Connect"] | components["schemas"]["Disconnect"] | components["schemas"]["SetConfig"] | components["schemas"]["SetNode"] | components["schemas"]["Rename"] | components["schemas"]["RenameModel"] | components["schemas"]["SetField"] | components["schemas"]["Move"] | components["schemas"]["SetRoutes"] | components["schemas"]["SetDirection"] | components["schemas"]["SetNote"];
        /**
         * EditRequest
         * @description Body of `POST /edit`: a document, and the edits of a fix or others, in order.
         */
        EditRequest: {
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Edits */
            edits: (components["schemas"]["AddNode"] | components["schemas"]["RemoveNodes"] | components["schemas"]["Connect"] | components["schemas"]["Disconnect"] | components["schemas"]["SetConfig"] | components["schemas"]["SetNode"] | components["schemas"]["Rename"] | components["schemas"]["RenameModel"] | components["schemas"]["SetField"] | components["schemas"]["Move"] | components["schemas"]["SetRoutes"] | components["schemas"]["SetDirection"] | components["schemas"]["SetNote"])[];
        };
        /**
         * EditedDocument
         * @description A document after edits.
         */
        EditedDocument: {
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Emphasis
         * @description Emphasized text.
         */
        Emphasis: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "emphasis";
            /** Spans */
            spans: (components["schemas"]["Words"] | components["schemas"]["CodeWords"] | components["schemas"]["Strong"] | components["schemas"]["Emphasis"] | components["schemas"]["Link"])[];
        };
        /**
         * EncodeStep
         * @description Numbers of categories as vectors of `depth`; `weights` multiply the counts.
         */
        EncodeStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "encode";
            /**
             * Mode
             * @enum {string}
             */
            mode: "one_hot" | "multi_hot" | "count";
            /** Depth */
            depth: number;
            /**
             * Weights
             * @default null
             */
            weights: number[] | null;
        };
        /**
         * EncodedArray
         * @description A cell as bytes: as lists of JSON, the numbers of an image take longer to read than to predict.
         */
        EncodedArray: {
            /**
             * Dtype
             * @enum {string}
             */
            dtype: "float32" | "int64" | "uint8";
            /** Shape */
            shape: number[];
            /** Base64 */
            base64: string;
        };
        /**
         * EntryChange
         * @description A nested model on one side alone, or on both under another name, as another application or another run.
         */
        EntryChange: {
            kind: components["schemas"]["ChangeKind"];
            /** Model */
            model: string;
            /** Settings */
            settings: components["schemas"]["SettingChange"][];
        };
        /**
         * EpochEnded
         * @description All the numbers of one epoch, validation included.
         */
        EpochEnded: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "epoch_ended";
            /** Epoch */
            epoch: number;
            /** Logs */
            logs: {
                [key: string]: number | null;
            };
            /** Nonfinite */
            nonfinite: {
                [key: string]: "nan" | "inf" | "-inf";
            };
            /** Seconds */
            seconds: number;
            /**
             * Learning Rate
             * @default null
             */
            learning_rate: number | null;
        };
        /**
         * EpochStarted
         * @description `epoch` counts from 0.
         */
        EpochStarted: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "epoch_started";
            /** Epoch */
            epoch: number;
        };
        /**
         * ErrorBody
         * @description The body of every error answer; what does not apply is left out.
         *
         *     `message` is in the language that was asked for; `code`, `variant` and `params` are what it is made of. An error that
         *     gives no message has it rendered from them.
         */
        ErrorBody: {
            code: components["schemas"]["ErrorCode"];
            /**
             * Variant
             * @default null
             */
            variant?: string | null;
            /**
             * Params
             * @default null
             */
            params?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Message
             * @default
             */
            message: string;
            /**
             * Where
             * @default null
             */
            where?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** @default null */
            limit?: components["schemas"]["JsonValue"];
            /** @default null */
            got?: components["schemas"]["JsonValue"];
        };
        /**
         * ErrorCode
         * @description Codes of error bodies. The list may grow; a code is never renamed.
         * @enum {string}
         */
        ErrorCode: "document.unreadable" | "document.invalid" | "document.newer" | "param.not_finite" | "access.unauthorized" | "access.bad_host" | "access.bad_origin" | "not_found" | "in_bin" | "method_not_allowed" | "body.too_large" | "body.bad_media_type" | "request.invalid" | "project.stale" | "run.differs" | "run.refused" | "run.state" | "fork.refused" | "run.filter" | "sweep.refused" | "upload.state" | "check.unavailable" | "data.unreadable" | "code.unreadable" | "code.too_deep" | "code.too_long" | "code.too_large" | "model.unreadable" | "export.refused" | "data.used" | "prediction.invalid" | "weights.unreadable" | "disk.full" | "data_dir.unusable" | "store.busy" | "too_many" | "internal";
        /**
         * Evaluation
         * @description What a run gives for the rows of a share, or of another data set.
         */
        Evaluation: {
            /** Run */
            run: string;
            /**
             * Share
             * @enum {string}
             */
            share: "test" | "validation" | "all";
            /** Dataset */
            dataset: string | null;
            /** @default last */
            checkpoint: components["schemas"]["Checkpoint"];
            /** Rows */
            rows: number;
            /** Metrics */
            metrics: {
                [key: string]: number | null;
            };
            /** Outputs */
            outputs: components["schemas"]["OutputReport"][];
            /** Worst */
            worst: components["schemas"]["WorstRow"][];
            /** Seconds */
            seconds: number;
        };
        Event: components["schemas"]["Queued"] | components["schemas"]["Started"] | components["schemas"]["Compiled"] | components["schemas"]["EpochStarted"] | components["schemas"]["Batch"] | components["schemas"]["EpochEnded"] | components["schemas"]["Observed"] | components["schemas"]["Confusion"] | components["schemas"]["CheckpointSaved"] | components["schemas"]["Restored"] | components["schemas"]["Paused"] | components["schemas"]["Resumed"] | components["schemas"]["Stalled"] | components["schemas"]["Gap"] | components["schemas"]["Stopping"] | components["schemas"]["Stopped"] | components["schemas"]["Completed"] | components["schemas"]["Failed"] | components["schemas"]["Diverged"];
        /**
         * EventPage
         * @description A page of events after a sequence number; `last_seq` is the highest sequence number of the run.
         *
         *     To get all, request again after the last event of the page, until that is `last_seq`.
         */
        EventPage: {
            /** Events */
            events: (components["schemas"]["Queued"] | components["schemas"]["Started"] | components["schemas"]["Compiled"] | components["schemas"]["EpochStarted"] | components["schemas"]["Batch"] | components["schemas"]["EpochEnded"] | components["schemas"]["Observed"] | components["schemas"]["Confusion"] | components["schemas"]["CheckpointSaved"] | components["schemas"]["Restored"] | components["schemas"]["Paused"] | components["schemas"]["Resumed"] | components["schemas"]["Stalled"] | components["schemas"]["Gap"] | components["schemas"]["Stopping"] | components["schemas"]["Stopped"] | components["schemas"]["Completed"] | components["schemas"]["Failed"] | components["schemas"]["Diverged"])[];
            /** Last Seq */
            last_seq: number;
        };
        /**
         * ExpandRequest
         * @description Body of `POST /expand`: the nested model, an application or a run, whose graph is asked for.
         */
        ExpandRequest: {
            document: components["schemas"]["Document"];
            /** Model */
            model: string;
        };
        /**
         * ExpandedModel
         * @description A nested model as a graph of its own, and the nested models that this graph names.
         */
        ExpandedModel: {
            /** Warnings */
            warnings: components["schemas"]["DocumentWarning"][];
            /** Model */
            model: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Models */
            models: {
                [key: string]: {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        /**
         * ExportFormat
         * @description Formats of an export.
         * @enum {string}
         */
        ExportFormat: "python" | "notebook" | "json";
        /**
         * ExportModel
         * @description Body of `POST /runs/{id}/exports`: the format, and whose weights the file gets.
         */
        ExportModel: {
            format: components["schemas"]["ModelFormat"];
            /** @default last */
            checkpoint?: components["schemas"]["Checkpoint"];
        };
        /**
         * ExportPhase
         * @description How far an export is.
         * @enum {string}
         */
        ExportPhase: "waiting" | "loading" | "writing" | "comparing";
        /**
         * ExportProgress
         * @description The export of a run that is under way; `phase` is `null` where none is.
         */
        ExportProgress: {
            phase: components["schemas"]["ExportPhase"] | null;
        };
        /**
         * ExportedModel
         * @description A file that was written, opened again by another program and compared with the model.
         */
        ExportedModel: {
            format: components["schemas"]["ModelFormat"];
            /** File */
            file: string;
            /** Bytes */
            bytes: number;
            /**
             * Milliseconds
             * @default null
             */
            milliseconds: number | null;
            parity: components["schemas"]["Parity"];
        };
        /**
         * Failed
         * @description The run failed: why, in English what to do next, and the node where Keras failed, if known.
         */
        Failed: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "failed";
            /** Code */
            code: string;
            /**
             * Variant
             * @default null
             */
            variant: string | null;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Message */
            message: string;
            /** Values */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** @default null */
            where: components["schemas"]["Where"] | null;
        };
        /**
         * Failure
         * @description The cause of a failed or diverged run, as data.
         */
        Failure: {
            /** Code */
            code: string;
            /**
             * Variant
             * @default null
             */
            variant: string | null;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Family
         * @description Groups of the palette; each has its colour.
         * @enum {string}
         */
        Family: "input" | "core" | "convolution" | "recurrent" | "merge" | "regularize" | "preprocess" | "augment" | "wrapper" | "attention" | "output";
        /**
         * FieldInfo
         * @description One array: `shape` leaves out the row axis. Minimum and maximum are of its finite numbers.
         */
        FieldInfo: {
            /** Name */
            name: string;
            /** Shape */
            shape: number[];
            /** Dtype */
            dtype: string;
            /** Rows */
            rows: number;
            /**
             * Minimum
             * @default null
             */
            minimum: number | null;
            /**
             * Maximum
             * @default null
             */
            maximum: number | null;
            /**
             * Classes
             * @default null
             */
            classes: number | null;
            /**
             * Finite
             * @default true
             */
            finite: boolean;
            /** Lows */
            lows: number[];
            /** Highs */
            highs: number[];
            /**
             * Missing
             * @default null
             */
            missing: number | null;
            /**
             * Infinite
             * @default null
             */
            infinite: number | null;
            /**
             * Values
             * @default null
             */
            values: (number | string)[] | null;
            /**
             * Ordered
             * @default false
             */
            ordered: boolean;
            /**
             * Dates
             * @default false
             */
            dates: boolean;
        };
        /**
         * FieldKind
         * @description What the cells of a field are.
         * @enum {string}
         */
        FieldKind: "number" | "integer" | "boolean" | "text" | "image";
        /**
         * FileFormat
         * @description The format of the files that a data set is made from.
         * @enum {string}
         */
        FileFormat: "csv" | "excel" | "parquet" | "json_lines" | "npy" | "npz" | "idx" | "images" | "texts";
        /**
         * FillStep
         * @description A missing cell of each column gets the value of that column.
         */
        FillStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "fill";
            /** Values */
            values: components["schemas"]["JsonValue"][];
        };
        /**
         * Fix
         * @description Edits that solve the problem; offered only after a re-check of the document with them.
         *
         *     `title` is English; `kind` and `params` are what it is made of, in any language.
         */
        Fix: {
            kind: components["schemas"]["FixKind"];
            /** Title */
            title: string;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Edits */
            edits: (components["schemas"]["AddNode"] | components["schemas"]["RemoveNodes"] | components["schemas"]["Connect"] | components["schemas"]["Disconnect"] | components["schemas"]["SetConfig"] | components["schemas"]["SetNode"] | components["schemas"]["Rename"] | components["schemas"]["RenameModel"] | components["schemas"]["SetField"] | components["schemas"]["Move"] | components["schemas"]["SetRoutes"] | components["schemas"]["SetDirection"] | components["schemas"]["SetNote"])[];
        };
        /**
         * FixKind
         * @description What a fix does; with its `params`, a title in any language. Never renamed.
         * @enum {string}
         */
        FixKind: "set" | "set_name" | "set_of" | "set_number" | "use_default" | "unset" | "rename" | "move" | "move_to_node" | "give_input" | "put_behind" | "remove" | "remove_node" | "remove_output" | "remove_call" | "remove_wire" | "remove_wires" | "remove_wire_between" | "remove_settings" | "remove_binding" | "remove_class" | "use" | "become" | "become_layer" | "node_becomes_layer" | "input_becomes" | "own_layer" | "join_with" | "keep_wire" | "number_wires" | "wire_here" | "wire_to" | "from_output" | "wire" | "return_states" | "wire_states" | "repeat_states" | "zero_states" | "keep_states" | "add_input" | "add_output" | "take_tensor" | "keep_constant" | "adapt" | "adapt_off" | "keep" | "insert" | "insert_to" | "insert_to_each" | "spread" | "insert_reshape" | "insert_flatten_each" | "insert_rescaling" | "insert_projection" | "insert_dense" | "whole_sequence" | "last_step" | "roll" | "keep_words" | "model_takes" | "base_takes" | "give_shape" | "drop_batch_axis" | "bind" | "bind_to" | "rows_alike" | "hold_back" | "hold_back_none" | "hold_back_share" | "hold_back_tenths" | "hold_back_last" | "split_at_random" | "remove_step" | "stack_columns" | "sort_classes" | "swap_bounds" | "number_from_0" | "number_texts" | "scale_image" | "resize_images" | "one_hot_texts" | "fill_median" | "fill_zero" | "clip_infinite" | "normalize" | "reshape_rows" | "softmax_over" | "list_classes" | "fill_frequent" | "split_by_class" | "split_by_time" | "exchange_fields" | "balance_classes" | "drop_split" | "drop_validation_split" | "validate_on" | "watch" | "drop_schedule" | "number_each_class" | "number_words" | "split_dates" | "drop_rows" | "keep_rows" | "window_length" | "last_row" | "split_by_group";
        /**
         * FolderFile
         * @description A file or folder inside one of the folders that the operator has opened, both by name.
         */
        FolderFile: {
            /** Folder */
            folder: string;
            /** Path */
            path: string;
        };
        /**
         * FollowedScript
         * @description A document as its script says it, and the words of the script for each of its nodes.
         */
        FollowedScript: {
            /** Warnings */
            warnings: components["schemas"]["DocumentWarning"][];
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Words */
            words: components["schemas"]["ScriptWords"][];
            /** Models */
            models: components["schemas"]["ScriptModel"][];
            /** Holes */
            holes: components["schemas"]["ScriptHole"][];
        };
        /**
         * ForkFrom
         * @description The checkpoint that a new run is to begin with.
         */
        ForkFrom: {
            /**
             * Run
             * Format: uuid4
             */
            run: string;
            /** @default last */
            checkpoint?: components["schemas"]["ForkPoint"];
        };
        /**
         * ForkPoint
         * @description Which of the checkpoints that a run has kept.
         * @enum {string}
         */
        ForkPoint: "last" | "best";
        /**
         * ForkReport
         * @description What a new run of a document takes from a checkpoint of another run.
         */
        ForkReport: {
            /** Run */
            run: string;
            checkpoint: components["schemas"]["ForkPoint"];
            /** Checkpoints */
            checkpoints: components["schemas"]["KeptCheckpoint"][];
            /** Layers */
            layers: components["schemas"]["ForkedLayer"][];
            /** Left Over */
            left_over: string[];
            /** Optimizers */
            optimizers: string[];
            /** Other Optimizers */
            other_optimizers: string[];
            /** Steps */
            steps: number | null;
            /** Learned */
            learned: string[];
            /** Adapted */
            adapted: string[];
        };
        /**
         * ForkedLayer
         * @description What a layer with weights takes from the checkpoint.
         */
        ForkedLayer: {
            /** Layer */
            layer: string;
            /** Kept */
            kept: number;
            /** New */
            new: components["schemas"]["NewWeight"][];
            /**
             * Optimizer
             * @enum {string}
             */
            optimizer: "kept" | "partly" | "new" | "none";
        };
        /**
         * Gap
         * @description Replaces the events `first` to `seq`, of which the log has no readable line.
         *
         *     A stream may also pass over numbers without a gap: of what a slow listener has not been sent yet, batches are left
         *     out.
         */
        Gap: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "gap";
            /** First */
            first: number;
        };
        /**
         * Graph
         * @description Nodes are calls; where several are ready, the first in `nodes` is called first.
         */
        Graph: {
            /** Nodes */
            nodes?: (components["schemas"]["InputNode"] | components["schemas"]["LayerNode"] | components["schemas"]["SharedNode"] | components["schemas"]["ModelNode"] | components["schemas"]["OpNode"] | components["schemas"]["OutputNode"])[];
            /** Edges */
            edges?: components["schemas"]["Edge"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * GreyStep
         * @description The luma of each pixel of red, green and blue.
         */
        GreyStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "grey";
        };
        /**
         * Heading
         * @description The title of what follows, without its colon.
         */
        Heading: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "heading";
            /** Spans */
            spans: (components["schemas"]["Words"] | components["schemas"]["CodeWords"] | components["schemas"]["Strong"] | components["schemas"]["Emphasis"] | components["schemas"]["Link"])[];
        };
        /**
         * Health
         * @description Answered without a token, so it says nothing of anyone's work.
         */
        Health: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status: "ok";
            /** Version */
            version: string;
            /**
             * Checker
             * @enum {string}
             */
            checker: "starting" | "warm";
        };
        /**
         * ImagePlace
         * @description An image of a data set: its column and row, and how many pixels its longer side may have.
         */
        ImagePlace: {
            /** Column */
            column: string;
            /** Row */
            row: number;
            /**
             * Size
             * @default 96
             */
            size?: number;
        };
        /**
         * ImportModel
         * @description Body of `POST /import/model`: the upload with the file of the model.
         *
         *     With `parity` the answer compares the document with the file, which takes the time of building the model.
         */
        ImportModel: {
            /**
             * Upload
             * Format: uuid4
             */
            upload: string;
            /**
             * Parity
             * @default true
             */
            parity?: boolean;
        };
        /**
         * Imported
         * @description A file read as a document: of a script all its models and holes, of a saved model how it compares with its file.
         */
        Imported: {
            /** Warnings */
            warnings: components["schemas"]["DocumentWarning"][];
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Models */
            models: components["schemas"]["ScriptModel"][];
            /** Holes */
            holes: components["schemas"]["ScriptHole"][];
            /** @default null */
            parity: components["schemas"]["Parity"] | null;
        };
        /**
         * IngestJob
         * @description An import. `progress` is the share of the work that is done, from 0 to 1.
         */
        IngestJob: {
            /**
             * Id
             * Format: uuid4
             */
            id: string;
            state: components["schemas"]["IngestState"];
            /** Progress */
            progress: number;
            /** Name */
            name: string | null;
            /** Version */
            version: string | null;
            error: components["schemas"]["ErrorBody"] | null;
        };
        /**
         * IngestOptions
         * @description What a person says about a file; everything that is left out is found out.
         */
        IngestOptions: {
            /**
             * Encoding
             * @default null
             */
            encoding?: string | null;
            /**
             * Separator
             * @default null
             */
            separator?: string | null;
            /**
             * Quote
             * @default null
             */
            quote?: string | null;
            /**
             * Header
             * @default null
             */
            header?: boolean | null;
            /**
             * Decimal
             * @default null
             */
            decimal?: ("." | ",") | null;
            /**
             * Thousands
             * @default null
             */
            thousands?: ("" | "," | "." | " " | "'") | null;
            /**
             * Day First
             * @default null
             */
            day_first?: boolean | null;
            /**
             * Missing
             * @default null
             */
            missing?: string[] | null;
            /** Types */
            types?: {
                [key: string]: components["schemas"]["ColumnType"];
            };
            /**
             * Unreadable Cells
             * @default refuse
             * @enum {string}
             */
            unreadable_cells?: "refuse" | "missing";
            /**
             * Skip Damaged
             * @default false
             */
            skip_damaged?: boolean;
            /**
             * Sheet
             * @default null
             */
            sheet?: string | null;
        };
        /**
         * IngestState
         * @description States of an import. All but the first are final.
         * @enum {string}
         */
        IngestState: "running" | "done" | "failed" | "cancelled";
        /**
         * InputNode
         * @description An input of the model. `shape` leaves the batch axis out; `null` is an axis of unknown length.
         */
        InputNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "input";
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Label
             * @default null
             */
            label?: string | null;
            /** Shape */
            shape: (number | null)[];
            /**
             * Dtype
             * @default float32
             */
            dtype?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ItemList
         * @description Points, each with blocks of its own; numbered from `start` on, where that is said.
         */
        ItemList: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "list";
            /** Start */
            start: number | null;
            /** Items */
            items: (components["schemas"]["Paragraph"] | components["schemas"]["Heading"] | components["schemas"]["CodeBlock"] | components["schemas"]["ItemList"] | components["schemas"]["Definitions"])[][];
        };
        /**
         * Join
         * @description Columns of another data set beside those of the data: of the row there whose keys are equal, many to one.
         *
         *     `on` names the key there for each key of the data.
         */
        Join: {
            /** Dataset */
            dataset: string;
            /** On */
            on?: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * JoinReport
         * @description A table joined to the rows: the fields that it adds, and how many rows have no partner in it.
         */
        JoinReport: {
            /** Dataset */
            dataset: string;
            /** Fields */
            fields: components["schemas"]["FieldInfo"][];
            /** Alone */
            alone: number;
        };
        JsonValue: unknown;
        /**
         * KeptCheckpoint
         * @description A checkpoint that a run can be forked from.
         */
        KeptCheckpoint: {
            checkpoint: components["schemas"]["ForkPoint"];
            /** Epoch */
            epoch: number;
            /** Batch */
            batch: number | null;
            /** Loss */
            loss: number | null;
        };
        /**
         * LabelRun
         * @description A name for a run, in any script; an empty one removes it.
         */
        LabelRun: {
            /** Label */
            label: string;
        };
        /**
         * LayerCandidate
         * @description A layer of the palette that accepts the new edge.
         */
        LayerCandidate: {
            /** Layer */
            layer: string;
            /** Target Input */
            target_input: string;
            /** Outputs */
            outputs: components["schemas"]["TensorSpec"][];
        };
        /**
         * LayerEntry
         * @description A layer, with its ports.
         */
        LayerEntry: {
            /** Name */
            name: string;
            /** Text */
            text: string;
            /** Parameters */
            parameters: components["schemas"]["Parameter"][];
            /** Aliases */
            aliases: string[];
            /**
             * Refused
             * @default null
             */
            refused: string | null;
            /** Unavailable */
            unavailable: {
                [key: string]: string;
            };
            family: components["schemas"]["Family"];
            /** Inputs */
            inputs: components["schemas"]["Port"][];
            /** Outputs */
            outputs: components["schemas"]["OutputPort"][];
            /** Call Parameters */
            call_parameters: components["schemas"]["Parameter"][];
            /**
             * Adapts
             * @default false
             */
            adapts: boolean;
            /**
             * Carries Mask
             * @default false
             */
            carries_mask: boolean;
            /**
             * Inside
             * @default false
             */
            inside: boolean;
            /** Inner Parameters */
            inner_parameters: components["schemas"]["Parameter"][];
        };
        /**
         * LayerNode
         * @description The first call of a layer, which declares it. `config` holds only what differs from Keras's default.
         *
         *     A layer as an argument is `{"layer": NAME, "config": {...}}`, `{"model": NAME}` or `{"of": NODE}`, the very layer of
         *     another node. `adapt` fits a layer that learns from data to the training rows before training begins.
         */
        LayerNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "layer";
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Label
             * @default null
             */
            label?: string | null;
            /** Layer */
            layer: string;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Trainable
             * @default true
             */
            trainable?: boolean;
            /**
             * Adapt
             * @default false
             */
            adapt?: boolean;
            /** Call With */
            call_with?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * LearnedLayer
         * @description What one layer learned, as arguments of its class: a vocabulary, boundaries, or means and variances.
         */
        LearnedLayer: {
            /** Name */
            name: string;
            /** Layer */
            layer: string;
            /** Learned */
            learned: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Limits
         * @description What is refused before it hurts.
         */
        Limits: {
            /**
             * Nodes
             * @default 10000
             */
            nodes?: number;
            /**
             * Depth
             * @default 4000
             */
            depth?: number;
            /**
             * Nesting
             * @default 8
             */
            nesting?: number;
            /** Params */
            params?: number;
            /** Activation Bytes */
            activation_bytes?: number;
            /**
             * Body Bytes
             * @default 8388608
             */
            body_bytes?: number;
            /**
             * Upload Bytes
             * @default 21474836480
             */
            upload_bytes?: number;
            /**
             * Data Bytes
             * @default 4294967296
             */
            data_bytes?: number;
            /**
             * Data Seconds
             * @default 30
             */
            data_seconds?: number;
            /** Training Bytes */
            training_bytes?: number;
            /**
             * Prepared Bytes
             * @default 10737418240
             */
            prepared_bytes?: number;
            /** Predictor Bytes */
            predictor_bytes?: number;
            /**
             * Inspector Bytes
             * @default 4294967296
             */
            inspector_bytes?: number;
            /**
             * Inspector Seconds
             * @default 30
             */
            inspector_seconds?: number;
            /**
             * Stalled Seconds
             * @default 60
             */
            stalled_seconds?: number;
            /** Downloads */
            downloads?: boolean;
        };
        /**
         * Link
         * @description A link, always `http` or `https`, with its text.
         */
        Link: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "link";
            /** Spans */
            spans: (components["schemas"]["Words"] | components["schemas"]["CodeWords"] | components["schemas"]["Strong"] | components["schemas"]["Emphasis"] | components["schemas"]["Link"])[];
            /** Href */
            href: string;
        };
        /**
         * LoggedMetric
         * @description A number that every epoch of a training logs, and the direction in which it improves, where that is known.
         */
        LoggedMetric: {
            /** Name */
            name: string;
            /** Better */
            better: ("minimize" | "maximize") | null;
        };
        /**
         * LoggedMetrics
         * @description What the epochs of a document's training log: what a sweep can seek.
         */
        LoggedMetrics: {
            /** Metrics */
            metrics: components["schemas"]["LoggedMetric"][];
        };
        /**
         * LookUpStep
         * @description A text or whole number becomes its place among the tokens; one that is not there `unknown`, or is refused.
         */
        LookUpStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "look_up";
            /** Tokens */
            tokens: string[] | number[];
            /** Unknown */
            unknown: number | null;
        };
        /**
         * MatchedLayer
         * @description A layer of the model, with the layer of the file that has its weights.
         */
        MatchedLayer: {
            /** Layer */
            layer: string;
            /** Saved */
            saved: string;
        };
        /**
         * MisfitLayer
         * @description A layer of the model, and the layer of the file in its place, whose weights have other shapes.
         */
        MisfitLayer: {
            /** Layer */
            layer: string;
            /** Saved */
            saved: string;
            /** Shapes */
            shapes: number[][];
            /** Saved Shapes */
            saved_shapes: number[][];
        };
        /**
         * ModelCandidate
         * @description A nested model of the document that accepts the new edge.
         */
        ModelCandidate: {
            /** Model */
            model: string;
            /** Target Input */
            target_input: string;
            /** Outputs */
            outputs: components["schemas"]["TensorSpec"][];
        };
        /**
         * ModelFormat
         * @description Formats of a trained model beside `model.keras`.
         * @enum {string}
         */
        ModelFormat: "weights" | "keras-json" | "savedmodel" | "tflite" | "tflite-int8" | "onnx" | "page" | "app";
        /**
         * ModelNode
         * @description A call of a nested model: the entry `model` of `Document.models`.
         *
         *     Several nodes may name one entry: one set of weights, frozen where one of them says so.
         */
        ModelNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "model";
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Label
             * @default null
             */
            label?: string | null;
            /** Model */
            model: string;
            /**
             * Trainable
             * @default true
             */
            trainable?: boolean;
            /** Call With */
            call_with?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * ModelReport
         * @description A nested model: its ports, its own calls as its own inputs shape them, and what it weighs.
         */
        ModelReport: {
            /** Inputs */
            inputs: components["schemas"]["Port"][];
            /** Outputs */
            outputs: components["schemas"]["OutputPort"][];
            /** Nodes */
            nodes: {
                [key: string]: components["schemas"]["NodeReport"];
            };
            totals: components["schemas"]["Totals"];
        };
        /**
         * Move
         * @description Puts nodes at new places on the canvas.
         *
         *     An edge with a route keeps it where both its ends move by the same step, and loses it where one of them moves alone
         *     or a moved node now covers it.
         */
        Move: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "move";
            /** Positions */
            positions: {
                [key: string]: components["schemas"]["Position"];
            };
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * Named
         * @description An optimizer, loss, metric, callback, initializer ... with its arguments.
         */
        Named: {
            /** Name */
            name: string;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * NestedModel
         * @description One set of weights: a graph of its own, an application of Keras, or a trained run.
         *
         *     Its ports are the names of its input and output nodes in the order of its `nodes`; an application has one input
         *     `inputs`. `config` holds the application's arguments, `layout` the places of the graph's own nodes, `routes` the bends
         *     of its edges, `notes` what is written beside them.
         */
        NestedModel: {
            /**
             * Label
             * @default null
             */
            label?: string | null;
            /** @default null */
            graph?: components["schemas"]["Graph"] | null;
            /**
             * Application
             * @default null
             */
            application?: string | null;
            /**
             * Run
             * @default null
             */
            run?: string | null;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Direction
             * @default null
             */
            direction?: ("down" | "right") | null;
            /** Layout */
            layout?: {
                [key: string]: components["schemas"]["Position"];
            };
            /** Routes */
            routes?: components["schemas"]["Route"][];
            /** Notes */
            notes?: {
                [key: string]: components["schemas"]["Note"];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * NewProject
         * @description Body of `POST /projects`.
         */
        NewProject: {
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * NewWeight
         * @description A weight that does not come from the checkpoint: it begins as its initializer draws it.
         */
        NewWeight: {
            /** Name */
            name: string;
            /** Shape */
            shape: number[];
            /** Saved Shape */
            saved_shape: number[] | null;
        };
        Node: components["schemas"]["InputNode"] | components["schemas"]["LayerNode"] | components["schemas"]["SharedNode"] | components["schemas"]["ModelNode"] | components["schemas"]["OpNode"] | components["schemas"]["OutputNode"];
        /**
         * NodeChange
         * @description A node on one side alone, or on both with other settings. `model` is the nested model it is in.
         */
        NodeChange: {
            kind: components["schemas"]["ChangeKind"];
            /** Model */
            model: string | null;
            /** Id */
            id: string;
            /** Title */
            title: string;
            /** Class Name */
            class_name: string;
            /** Settings */
            settings: components["schemas"]["SettingChange"][];
        };
        /**
         * NodeReading
         * @description What one call gave for the watched rows, and how its layer learns from them.
         *
         *     `low` and `high` are of its finite numbers; `dead` is the share of its units (places of the last axis) that gave 0
         *     for every row, for layers whose activation can be 0 for good; `gradient` the Euclidean norm of the loss's gradient
         *     by the layer's trainable weights, `null` where it has none; `nonfinite` the share of numbers that are not finite.
         */
        NodeReading: {
            /** Node */
            node: string;
            /**
             * Model
             * @default null
             */
            model: string | null;
            /**
             * Low
             * @default null
             */
            low: number | null;
            /**
             * High
             * @default null
             */
            high: number | null;
            /**
             * Dead
             * @default null
             */
            dead: number | null;
            /**
             * Gradient
             * @default null
             */
            gradient: number | null;
            /**
             * Nonfinite
             * @default 0
             */
            nonfinite: number;
        };
        /**
         * NodeReport
         * @description One call: its outputs, the parameters of its layer, and which call of that layer it is, from 0.
         *
         *     `flops` are the floating-point operations of this call for one row, forward only: a multiply-add is two, an
         *     elementwise function one for each number, whatever the function, and softmax five. `activations` are the bytes of
         *     what it gives for one row. In both an unknown length counts as 1, and the call of a nested model has what is inside
         *     it. Input and output nodes are no calls: both are 0.
         */
        NodeReport: {
            /** Outputs */
            outputs: components["schemas"]["TensorSpec"][];
            /**
             * Params
             * @default 0
             */
            params: number;
            /**
             * Call
             * @default 0
             */
            call: number;
            /**
             * Flops
             * @default 0
             */
            flops: number;
            /**
             * Activations
             * @default 0
             */
            activations: number;
        };
        /**
         * NormalizeStep
         * @description `(x - mean) / deviation`, or back again; one number for all, or one for each place of the last axis.
         */
        NormalizeStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "normalize";
            /** Mean */
            mean: number[];
            /** Deviation */
            deviation: number[];
            /**
             * Invert
             * @default false
             */
            invert: boolean;
        };
        /**
         * Note
         * @description A text note on the canvas, with position and size in canvas units. It has no meaning for Keras.
         */
        Note: {
            /** Text */
            text: string;
            /** X */
            x: number;
            /** Y */
            y: number;
            /** Width */
            width: number;
            /** Height */
            height: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * NoteRun
         * @description A note about a run; an empty one removes it.
         */
        NoteRun: {
            /** Note */
            note: string;
        };
        /**
         * NumberReport
         * @description An output that gives numbers; a residual is the prediction minus the target.
         */
        NumberReport: {
            /** Mean Absolute Error */
            mean_absolute_error: number;
            /** Root Mean Squared Error */
            root_mean_squared_error: number;
            /** Bias */
            bias: number;
            /** R2 */
            r2: number | null;
            /** Edges */
            edges: number[];
            /** Counts */
            counts: number[];
            /** Points */
            points: number[][];
        };
        /**
         * Objective
         * @description The number of an epoch's logs that is to be least or greatest, of the best epoch or of the last.
         */
        Objective: {
            /**
             * Metric
             * @default val_loss
             */
            metric?: string;
            /**
             * Direction
             * @default minimize
             * @enum {string}
             */
            direction?: "minimize" | "maximize";
            /**
             * Epoch
             * @default best
             * @enum {string}
             */
            epoch?: "best" | "last";
        };
        /**
         * Observed
         * @description What every call gave after `epoch` for a few fixed rows of the training data.
         *
         *     Where the loss was lost in `epoch`, the rows are those of the batch that lost it.
         */
        Observed: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "observed";
            /** Epoch */
            epoch: number;
            /** Rows */
            rows: number;
            /** Nodes */
            nodes: components["schemas"]["NodeReading"][];
        };
        /**
         * OpCandidate
         * @description An operation that accepts the new edge.
         */
        OpCandidate: {
            /** Op */
            op: string;
            /** Target Input */
            target_input: string;
            /** Outputs */
            outputs: components["schemas"]["TensorSpec"][];
        };
        /**
         * OpEntry
         * @description A function of `keras.ops`.
         *
         *     A tensor argument is a port. One that a constant may replace is a parameter too, of type `constant`, under the
         *     same name: it is wired or set, not both, and at least one port of a call is wired.
         */
        OpEntry: {
            /** Name */
            name: string;
            /** Text */
            text: string;
            /** Parameters */
            parameters: components["schemas"]["Parameter"][];
            /** Aliases */
            aliases: string[];
            /**
             * Refused
             * @default null
             */
            refused: string | null;
            /** Unavailable */
            unavailable: {
                [key: string]: string;
            };
            /** Group */
            group: string;
            /** Inputs */
            inputs: components["schemas"]["Port"][];
            /** Outputs */
            outputs: components["schemas"]["OutputPort"][];
            /**
             * Counted By
             * @default null
             */
            counted_by: string | null;
        };
        /**
         * OpNode
         * @description A call of one function of `keras.ops`; constants are in `config` under the argument's name.
         *
         *     Numbers keep their kind: 2.0 is written `{"float": 2}`.
         */
        OpNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "op";
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Label
             * @default null
             */
            label?: string | null;
            /** Op */
            op: string;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * OutputConfusion
         * @description How one output confuses the classes: rows by true class, then by predicted class.
         */
        OutputConfusion: {
            /** Name */
            name: string;
            /** Classes */
            classes: string[];
            /** Counts */
            counts: number[][];
        };
        /**
         * OutputNode
         * @description Names one output of the model. The name keys its loss, weight, metrics and target.
         */
        OutputNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "output";
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Label
             * @default null
             */
            label?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * OutputPort
         * @description One numbered output; `when` names a boolean argument that must be true for it to exist.
         *
         *     With `by_call` that is an argument of the call (`call_with`), else of the layer (`config`).
         */
        OutputPort: {
            /** Name */
            name: string;
            /**
             * When
             * @default null
             */
            when: string | null;
            /**
             * By Call
             * @default false
             */
            by_call: boolean;
        };
        /**
         * OutputReport
         * @description What is known of one output; neither part where its loss compares something else.
         */
        OutputReport: {
            /** Name */
            name: string;
            classes: components["schemas"]["ClassReport"] | null;
            numbers: components["schemas"]["NumberReport"] | null;
        };
        /**
         * OutputTraining
         * @description What one output learns from: its loss, the weight of that loss in the sum, its metrics.
         *
         *     `class_weight` gives the rows of a class, by its number as text, a weight; a class that is not named weighs 1. The
         *     word `balanced` lets all classes of the training rows count alike.
         */
        OutputTraining: {
            /**
             * Loss
             * @default null
             */
            loss?: string | components["schemas"]["Named"] | null;
            /**
             * Weight
             * @default 1
             */
            weight?: number;
            /** Metrics */
            metrics?: (string | components["schemas"]["Named"])[];
            /** Weighted Metrics */
            weighted_metrics?: (string | components["schemas"]["Named"])[];
            /** Class Weight */
            class_weight?: string | {
                [key: string]: number;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * PadStep
         * @description As many numbers as `length`: others are cut off, and 0 is put after too few.
         */
        PadStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "pad";
            /** Length */
            length: number;
        };
        /**
         * PageInput
         * @description One tensor of the model, and the fields and steps that it is made of.
         */
        PageInput: {
            /** Name */
            name: string;
            /**
             * Dtype
             * @enum {string}
             */
            dtype: "float32" | "int32";
            /** Shape */
            shape: number[];
            /** Fields */
            fields: string[];
            /** Steps */
            steps: (components["schemas"]["FillStep"] | components["schemas"]["ClipStep"] | components["schemas"]["StackStep"] | components["schemas"]["ReshapeStep"] | components["schemas"]["DateStep"] | components["schemas"]["GreyStep"] | components["schemas"]["NormalizeStep"] | components["schemas"]["RescaleStep"] | components["schemas"]["BinStep"] | components["schemas"]["WordStep"] | components["schemas"]["LookUpStep"] | components["schemas"]["PadStep"] | components["schemas"]["EncodeStep"])[];
        };
        /**
         * PageOutput
         * @description One output: its name in the document, in the model file, and what is known of its classes.
         */
        PageOutput: {
            /** Name */
            name: string;
            /** Tensor */
            tensor: string;
            /** Shape */
            shape: number[];
            /**
             * Classes
             * @default null
             */
            classes: string[] | null;
            /**
             * Logits
             * @default false
             */
            logits: boolean;
        };
        /**
         * PageRow
         * @description A drawn row and what native LiteRT gives for it, by output name, flat.
         */
        PageRow: {
            /** Values */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Outputs */
            outputs: {
                [key: string]: (number | null)[];
            };
        };
        /**
         * Paragraph
         * @description A paragraph.
         */
        Paragraph: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "paragraph";
            /** Spans */
            spans: (components["schemas"]["Words"] | components["schemas"]["CodeWords"] | components["schemas"]["Strong"] | components["schemas"]["Emphasis"] | components["schemas"]["Link"])[];
        };
        /**
         * Parameter
         * @description One argument of a constructor.
         */
        Parameter: {
            /** Name */
            name: string;
            type: components["schemas"]["ParameterType"];
            /**
             * Required
             * @default false
             */
            required: boolean;
            /**
             * Nullable
             * @default false
             */
            nullable: boolean;
            /** @default null */
            default: components["schemas"]["JsonValue"];
            /**
             * Minimum
             * @default null
             */
            minimum: number | null;
            /**
             * Exclusive Minimum
             * @default null
             */
            exclusive_minimum: number | null;
            /**
             * Maximum
             * @default null
             */
            maximum: number | null;
            /**
             * Exclusive Maximum
             * @default null
             */
            exclusive_maximum: number | null;
            /** Choices */
            choices: string[];
            /** Spellings */
            spellings: {
                [key: string]: string;
            };
            /**
             * Length
             * @default null
             */
            length: number | null;
            /** Layers */
            layers: string[];
            /**
             * Models
             * @default false
             */
            models: boolean;
            /** @default null */
            suggested: components["schemas"]["JsonValue"];
            /**
             * Advanced
             * @default false
             */
            advanced: boolean;
        };
        /**
         * ParameterType
         * @description Types of arguments, as JSON.
         * @enum {string}
         */
        ParameterType: "int" | "float" | "bool" | "string" | "choice" | "int_tuple" | "int_pairs" | "shape" | "int_or_list" | "number_or_list" | "activation" | "initializer" | "regularizer" | "constraint" | "schedule" | "open_shape" | "layer" | "layers" | "strings" | "ints" | "numbers" | "constant" | "subscript" | "dtype";
        /**
         * Parity
         * @description The comparison of a model with its file: parameters, layers, shapes of weights, outputs on the same rows.
         */
        Parity: {
            params: components["schemas"]["ParityLine"];
            layers: components["schemas"]["ParityLine"];
            weights: components["schemas"]["ParityLine"];
            outputs: components["schemas"]["ParityLine"];
        };
        /**
         * ParityLine
         * @description One comparison; `message` is rendered from the rest. `variant` is why nothing was compared.
         */
        ParityLine: {
            /**
             * What
             * @enum {string}
             */
            what: "params" | "layers" | "weights" | "outputs";
            /**
             * State
             * @enum {string}
             */
            state: "equal" | "differs" | "not_compared";
            /**
             * Variant
             * @default null
             */
            variant: string | null;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Message */
            message: string;
        };
        /**
         * Paused
         * @description The run waits between two epochs, and keeps its slot.
         */
        Paused: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "paused";
            /** Epoch */
            epoch: number;
        };
        /**
         * Port
         * @description One named input of a layer's `call`.
         */
        Port: {
            /** Name */
            name: string;
            /**
             * List
             * @default false
             */
            list: boolean;
            /**
             * Optional
             * @default false
             */
            optional: boolean;
            /**
             * Minimum
             * @default 1
             */
            minimum: number;
            /**
             * Maximum
             * @default null
             */
            maximum: number | null;
            /**
             * Mask
             * @default false
             */
            mask: boolean;
            /**
             * Argument
             * @default null
             */
            argument: string | null;
        };
        /**
         * Position
         * @description A node's position on the canvas, in canvas units.
         */
        Position: {
            /** X */
            x: number;
            /** Y */
            y: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * PredictRows
         * @description Rows to predict: objects by the names of the form's fields. A cell may be an `EncodedArray` too.
         */
        PredictRows: {
            /** Rows */
            rows: {
                [key: string]: components["schemas"]["EncodedArray"] | components["schemas"]["JsonValue"];
            }[];
            /** @default last */
            checkpoint?: components["schemas"]["Checkpoint"];
            /**
             * Activations
             * @default false
             */
            activations?: boolean;
            /** @default null */
            large?: components["schemas"]["SampleNode"] | null;
        };
        /**
         * PredictedOutput
         * @description What one output of the model gives. A number that is not finite is `null`.
         */
        PredictedOutput: {
            /** Name */
            name: string;
            /** Values */
            values: components["schemas"]["JsonValue"][];
            /**
             * Classes
             * @default null
             */
            classes: string[] | null;
            /**
             * Labels
             * @default null
             */
            labels: string[] | null;
        };
        /**
         * Prediction
         * @description The answer to `PredictRows`.
         */
        Prediction: {
            /** Run */
            run: string;
            checkpoint: components["schemas"]["Checkpoint"];
            /** Outputs */
            outputs: components["schemas"]["PredictedOutput"][];
            /** Activations */
            activations: components["schemas"]["SampleActivation"][];
        };
        /**
         * PredictionField
         * @description One member of a row: an input of the model, or a column of the data from which a recipe makes one.
         *
         *     `shape` leaves the row axis out; `null` is an axis of any length.
         */
        PredictionField: {
            /** Name */
            name: string;
            kind: components["schemas"]["FieldKind"];
            /** Shape */
            shape: (number | null)[];
            /** Input */
            input: string;
            /**
             * Window
             * @default null
             */
            window: number | null;
            /**
             * May Be Missing
             * @default false
             */
            may_be_missing: boolean;
            /**
             * Minimum
             * @default null
             */
            minimum: number | null;
            /**
             * Maximum
             * @default null
             */
            maximum: number | null;
        };
        /**
         * PredictionForm
         * @description What a run can be asked: the fields of a row, and what is known of its outputs.
         */
        PredictionForm: {
            /** Run */
            run: string;
            /** Checkpoints */
            checkpoints: components["schemas"]["Checkpoint"][];
            /** Fields */
            fields: components["schemas"]["PredictionField"][];
            /** Classes */
            classes: {
                [key: string]: string[];
            };
        };
        /**
         * PredictionPage
         * @description All that the page holds beside the model file and the program.
         */
        PredictionPage: {
            /** Title */
            title: string;
            /** Fields */
            fields: components["schemas"]["PredictionField"][];
            /** Inputs */
            inputs: components["schemas"]["PageInput"][];
            /** Outputs */
            outputs: components["schemas"]["PageOutput"][];
            /** Rows */
            rows: components["schemas"]["PageRow"][];
            /** Distance */
            distance: number;
        };
        /**
         * PreviewFile
         * @description A file to look into: an upload that has arrived whole, or a file in one of the operator's folders.
         */
        PreviewFile: {
            /** File */
            file: string | components["schemas"]["FolderFile"];
            options?: components["schemas"]["IngestOptions"];
        };
        /**
         * PreviewRecipe
         * @description Body of `POST /recipes/preview`: a recipe by its name in a document, and how many rows are shown of it.
         */
        PreviewRecipe: {
            document: components["schemas"]["Document"];
            /** Recipe */
            recipe: string;
            /**
             * Rows
             * @default 200
             */
            rows?: number;
        };
        /**
         * PreviewedColumn
         * @description A column between two steps. A missing number is null, and a long array is described by its shape.
         */
        PreviewedColumn: {
            /**
             * Name
             * @default null
             */
            name: string | null;
            /** @default null */
            type: components["schemas"]["ColumnType"] | null;
            /** Dtype */
            dtype: string;
            /** Shape */
            shape: number[];
            /** Cells */
            cells: components["schemas"]["JsonValue"][];
        };
        /**
         * PrioritizeRun
         * @description Another priority for a queued run.
         */
        PrioritizeRun: {
            /** Priority */
            priority: number;
        };
        /**
         * Problem
         * @description One thing wrong or doubtful.
         *
         *     `code`, `variant` and `params` are the data of its sentence; `message` is rendered from them, in English unless a
         *     caller asks for another language.
         */
        Problem: {
            code: components["schemas"]["Code"];
            /** @default error */
            severity: components["schemas"]["Severity"];
            /**
             * Variant
             * @default null
             */
            variant: string | null;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Message
             * @default
             */
            message: string;
            where: components["schemas"]["Where"];
            /** @default null */
            expected: components["schemas"]["JsonValue"];
            /** @default null */
            received: components["schemas"]["JsonValue"];
            /** Fixes */
            fixes: components["schemas"]["Fix"][];
        };
        /**
         * ProjectDetail
         * @description A project with the document of its newest revision, or of the one asked for.
         */
        ProjectDetail: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * ProjectList
         * @description Last changed first.
         */
        ProjectList: {
            /** Projects */
            projects: components["schemas"]["ProjectRecord"][];
        };
        /**
         * ProjectRecord
         * @description A project without its document.
         */
        ProjectRecord: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Revision */
            revision: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * Pruner
         * @description Which trials are ended early.
         * @enum {string}
         */
        Pruner: "none" | "median";
        /**
         * PublishedModel
         * @description A nested model on the palette: the entry, and the other entries it names.
         */
        PublishedModel: {
            /** Name */
            name: string;
            entry: components["schemas"]["NestedModel"];
            /** Models */
            models?: {
                [key: string]: components["schemas"]["NestedModel"];
            };
        };
        /**
         * PublishedModels
         * @description What has been published, by name.
         */
        PublishedModels: {
            /** Published */
            published: components["schemas"]["PublishedModel"][];
        };
        /**
         * PutOutcome
         * @description What became of a change of the canvas in a script.
         *
         *     `several`: a statement stands for more than the change means. `refused`: this script cannot say it, and is kept.
         * @enum {string}
         */
        PutOutcome: "same" | "changed" | "several" | "refused";
        /**
         * PutScript
         * @description A script after a change of the canvas.
         *
         *     Of a statement that stands for `count` nodes, `all` is the script in which all of them change, and `apart` the one in
         *     which that statement is written out and only what was meant changes.
         */
        PutScript: {
            outcome: components["schemas"]["PutOutcome"];
            /** Text */
            text: string;
            /**
             * Agreed
             * @default false
             */
            agreed: boolean;
            /** Words */
            words: components["schemas"]["ScriptWords"][];
            /**
             * Count
             * @default 0
             */
            count: number;
            /**
             * All
             * @default null
             */
            all: string | null;
            /**
             * Apart
             * @default null
             */
            apart: string | null;
        };
        /**
         * Queued
         * @description The run was accepted; `position` runs are before it.
         */
        Queued: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "queued";
            /**
             * Position
             * @default 0
             */
            position: number;
        };
        /**
         * Range
         * @description Numbers from `low` to `high`, both included; with `log` equally dense in every ratio.
         */
        Range: {
            /** Low */
            low: number;
            /** High */
            high: number;
            /** Step */
            step?: number | null;
            /**
             * Log
             * @default false
             */
            log?: boolean;
            /**
             * Integer
             * @default false
             */
            integer?: boolean;
        };
        /**
         * Recipe
         * @description What is made of fields of the data, step by step; its name is a field's name. The last step leaves one column.
         */
        Recipe: {
            /** From */
            from?: string[];
            /** Steps */
            steps?: components["schemas"]["RecipeStep"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * RecipePreview
         * @description The stages of a recipe, the first before any step; they end before a step that cannot follow.
         */
        RecipePreview: {
            /** Stages */
            stages: components["schemas"]["RecipeStage"][];
            /** Learned From */
            learned_from: number;
            /** @default null */
            error: components["schemas"]["ErrorBody"] | null;
        };
        /**
         * RecipeStage
         * @description The columns before the first step, or after a step, with its lines of the exported script.
         */
        RecipeStage: {
            /** Python */
            python: string[];
            /** Columns */
            columns: components["schemas"]["PreviewedColumn"][];
        };
        /**
         * RecipeStep
         * @description One step of a recipe: by `step` one of `RecipeStepName`, or by `layer` a preprocessing layer of Keras.
         *
         *     `adapt` lets the layer learn from the training rows first.
         */
        RecipeStep: {
            /**
             * Step
             * @default null
             */
            step?: string | null;
            /**
             * Layer
             * @default null
             */
            layer?: string | null;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Adapt
             * @default false
             */
            adapt?: boolean;
        } & {
            [key: string]: unknown;
        };
        /**
         * RemoveNodes
         * @description Removes nodes and every edge they touch. If the declaring node of a layer is removed, its next call declares it.
         */
        RemoveNodes: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "remove_nodes";
            /** Nodes */
            nodes: string[];
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * Rename
         * @description Renames a node, with all that its name keys: its field of the data, its loss, target and weights, the monitors of
         *     callbacks, and the edges into the calls of a nested model whose input it is.
         */
        Rename: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "rename";
            /** Node */
            node: string;
            /** Name */
            name: string;
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * RenameModel
         * @description Renames an entry of `models`, wherever it is named. Changes nothing where `to` is taken.
         */
        RenameModel: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "rename_model";
            /** Name */
            name: string;
            /** To */
            to: string;
        };
        /**
         * RescaleStep
         * @description `x * scale + offset`; one number for all, or one for each place of the last axis.
         */
        RescaleStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rescale";
            /** Scale */
            scale: number[];
            /** Offset */
            offset: number[];
        };
        /**
         * ReshapeStep
         * @description The numbers of a column in another shape.
         */
        ReshapeStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "reshape";
            /** Shape */
            shape: number[];
        };
        /**
         * Restored
         * @description This attempt goes on as it was after `batch` batches of `epoch`: what earlier attempts reported from there on is
         *     superseded, and is trained again.
         */
        Restored: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "restored";
            /** Epoch */
            epoch: number;
            /**
             * Batch
             * @default 0
             */
            batch: number;
            /**
             * Name
             * @default null
             */
            name: string | null;
            /** Damaged */
            damaged: string[];
            /** Logs */
            logs: {
                [key: string]: number | null;
            };
            /**
             * Best Loss
             * @default null
             */
            best_loss: number | null;
        };
        /**
         * ResumeRun
         * @description A request to go on with a run that has ended, from its last checkpoint.
         */
        ResumeRun: {
            /**
             * Epochs
             * @default 0
             */
            epochs?: number;
            /**
             * Anyway
             * @default false
             */
            anyway?: boolean;
        };
        /**
         * Resumed
         * @description The run goes on after a pause.
         */
        Resumed: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "resumed";
            /** Epoch */
            epoch: number;
        };
        /**
         * RevisionList
         * @description A page of revisions, newest first. With `has_more`, request again with the number of the last one as `after`.
         */
        RevisionList: {
            /** Revisions */
            revisions: components["schemas"]["RevisionRecord"][];
            /** Has More */
            has_more: boolean;
        };
        /**
         * RevisionRecord
         * @description One saved state.
         */
        RevisionRecord: {
            /** Revision */
            revision: number;
            /**
             * Saved At
             * Format: date-time
             */
            saved_at: string;
        };
        /**
         * Route
         * @description The points at which an edge bends around nodes, from its source to its target, without its ends.
         */
        Route: {
            edge: components["schemas"]["Edge"];
            /** Points */
            points: number[][];
        } & {
            [key: string]: unknown;
        };
        /**
         * RowFilter
         * @description Which rows are shown: those whose cell of a column is within bounds, has a text in it, or is missing.
         */
        RowFilter: {
            /** Column */
            column: string;
            /**
             * Low
             * @default null
             */
            low?: number | null;
            /**
             * High
             * @default null
             */
            high?: number | null;
            /**
             * Contains
             * @default null
             */
            contains?: string | null;
            /**
             * Missing
             * @default null
             */
            missing?: boolean | null;
        };
        /**
         * RowPage
         * @description Some rows of a data set in the order asked for.
         *
         *     A missing number is null, a date is in ISO 8601, a long array is described by its shape.
         */
        RowPage: {
            /** Version */
            version: string;
            /** Columns */
            columns: string[];
            /** Types */
            types: components["schemas"]["ColumnType"][];
            /** Start */
            start: number;
            /** Total */
            total: number;
            /** Rows */
            rows: components["schemas"]["JsonValue"][][];
        };
        /**
         * RowQuery
         * @description Which rows are shown, and in which order.
         */
        RowQuery: {
            /**
             * Version
             * @default null
             */
            version?: string | null;
            /**
             * Start
             * @default 0
             */
            start?: number;
            /**
             * Count
             * @default 100
             */
            count?: number;
            /**
             * Sort
             * @default null
             */
            sort?: string | null;
            /** @default null */
            only?: components["schemas"]["RowFilter"] | null;
        };
        /**
         * RowsReport
         * @description The rows of the data set of a document: how many it uses, and how many it leaves out.
         */
        RowsReport: {
            /** Rows */
            rows: number;
            /** Dropped */
            dropped: number;
            /** Joined */
            joined: components["schemas"]["JoinReport"][];
            /** @default null */
            windows: components["schemas"]["WindowsReport"] | null;
        };
        /**
         * RunColumns
         * @description The names of all metrics, parameters and tags of runs: what the list can be sorted and filtered by.
         */
        RunColumns: {
            /** Metrics */
            metrics: string[];
            /** Parameters */
            parameters: string[];
            /** Tags */
            tags: string[];
        };
        /**
         * RunData
         * @description The data that a run trains on, as it was when the run was started.
         */
        RunData: {
            /** Versions */
            versions?: {
                [key: string]: string;
            };
            /** Recipes */
            recipes?: {
                [key: string]: components["schemas"]["Recipe"];
            };
        };
        /**
         * RunDetail
         * @description With the snapshot it trains.
         */
        RunDetail: {
            /** Id */
            id: string;
            state: components["schemas"]["RunState"];
            /** Attempt */
            attempt: number;
            /** Name */
            name: string;
            /** Project */
            project: string | null;
            /** Dataset */
            dataset: string;
            /** Epochs */
            epochs: number;
            /** Seed */
            seed: number;
            /** Epochs Done */
            epochs_done: number;
            /** Last Seq */
            last_seq: number;
            /** Logs */
            logs: {
                [key: string]: number | null;
            };
            /**
             * Best Loss
             * @default null
             */
            best_loss: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Ended At
             * @default null
             */
            ended_at: string | null;
            /**
             * Message
             * @default null
             */
            message: string | null;
            /** @default null */
            failure: components["schemas"]["Failure"] | null;
            /** Artifacts */
            artifacts: string[];
            /**
             * Pause Wanted
             * @default false
             */
            pause_wanted: boolean;
            /**
             * Queue Position
             * @default 0
             */
            queue_position: number;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * Memory Bytes
             * @default null
             */
            memory_bytes: number | null;
            /**
             * Free Bytes
             * @default null
             */
            free_bytes: number | null;
            /**
             * Label
             * @default null
             */
            label: string | null;
            /**
             * Number
             * @default 0
             */
            number: number;
            /**
             * Note
             * @default null
             */
            note: string | null;
            /** Tags */
            tags: string[];
            /**
             * Sweep
             * @default null
             */
            sweep: string | null;
            /** @default null */
            origin: components["schemas"]["RunOrigin"] | null;
            /** Parameters */
            parameters: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * RunList
         * @description A part of the list of runs. With `has_more`, request again with a greater `offset`; newest first without a
         *     filter, also with the id of the last one as `after`.
         */
        RunList: {
            /** Runs */
            runs: components["schemas"]["RunRecord"][];
            /** Has More */
            has_more: boolean;
            /**
             * Total
             * @default null
             */
            total: number | null;
        };
        /**
         * RunOrigin
         * @description The checkpoint that a run began with.
         */
        RunOrigin: {
            /** Run */
            run: string;
            checkpoint: components["schemas"]["ForkPoint"];
            /** Epoch */
            epoch: number;
        };
        /**
         * RunRecord
         * @description One training of one snapshot of a document.
         */
        RunRecord: {
            /** Id */
            id: string;
            state: components["schemas"]["RunState"];
            /** Attempt */
            attempt: number;
            /** Name */
            name: string;
            /** Project */
            project: string | null;
            /** Dataset */
            dataset: string;
            /** Epochs */
            epochs: number;
            /** Seed */
            seed: number;
            /** Epochs Done */
            epochs_done: number;
            /** Last Seq */
            last_seq: number;
            /** Logs */
            logs: {
                [key: string]: number | null;
            };
            /**
             * Best Loss
             * @default null
             */
            best_loss: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Ended At
             * @default null
             */
            ended_at: string | null;
            /**
             * Message
             * @default null
             */
            message: string | null;
            /** @default null */
            failure: components["schemas"]["Failure"] | null;
            /** Artifacts */
            artifacts: string[];
            /**
             * Pause Wanted
             * @default false
             */
            pause_wanted: boolean;
            /**
             * Queue Position
             * @default 0
             */
            queue_position: number;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * Memory Bytes
             * @default null
             */
            memory_bytes: number | null;
            /**
             * Free Bytes
             * @default null
             */
            free_bytes: number | null;
            /**
             * Label
             * @default null
             */
            label: string | null;
            /**
             * Number
             * @default 0
             */
            number: number;
            /**
             * Note
             * @default null
             */
            note: string | null;
            /** Tags */
            tags: string[];
            /**
             * Sweep
             * @default null
             */
            sweep: string | null;
            /** @default null */
            origin: components["schemas"]["RunOrigin"] | null;
            /** Parameters */
            parameters: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * RunSpec
         * @description `spec.json` of a run folder: everything the trainer needs. It never changes.
         */
        RunSpec: {
            /**
             * Protocol
             * @default 1
             */
            protocol?: number;
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            document: components["schemas"]["Document"];
            limits?: components["schemas"]["Limits"];
            data?: components["schemas"]["RunData"];
            /** @default null */
            origin?: components["schemas"]["RunOrigin"] | null;
            /** Learned */
            learned?: components["schemas"]["LearnedLayer"][];
            /**
             * Data Path
             * @default null
             */
            data_path?: string | null;
        };
        /**
         * RunState
         * @description States of a run. The last four are final.
         * @enum {string}
         */
        RunState: "queued" | "starting" | "running" | "paused" | "stalled" | "stopping" | "stopped" | "completed" | "failed" | "diverged";
        /**
         * SampleActivation
         * @description What one call gave for the first row of a question.
         */
        SampleActivation: {
            /** Node */
            node: string;
            /**
             * Model
             * @default null
             */
            model: string | null;
            /**
             * Low
             * @default null
             */
            low: number | null;
            /**
             * High
             * @default null
             */
            high: number | null;
            /**
             * Dead
             * @default null
             */
            dead: number | null;
            /**
             * Gradient
             * @default null
             */
            gradient: number | null;
            /**
             * Nonfinite
             * @default 0
             */
            nonfinite: number;
            /** Shape */
            shape: number[];
            /** @default null */
            maps: components["schemas"]["ActivationMaps"] | null;
        };
        /**
         * SampleNode
         * @description A call: the id of its node, and the nested model that it is in.
         */
        SampleNode: {
            /** Node */
            node: string;
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * SampleRow
         * @description A row of the data, as a start for a question.
         */
        SampleRow: {
            /** Share */
            share: string;
            /** Row */
            row: number;
            /** Rows */
            rows: number;
            /** Values */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Targets */
            targets: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Sampler
         * @description How the settings of the next trial are chosen.
         * @enum {string}
         */
        Sampler: "grid" | "random" | "tpe";
        /**
         * SaveProject
         * @description Body of `PUT /projects/{id}`: `revision` is the one that was edited.
         */
        SaveProject: {
            /** Revision */
            revision: number;
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Script
         * @description A person's own script. `model` is the one of its models that is meant, `filled` has values of its holes.
         */
        Script: {
            /** Text */
            text: string;
            /**
             * Kind
             * @default py
             * @enum {string}
             */
            kind?: "py" | "ipynb";
            /**
             * Model
             * @default null
             */
            model?: string | null;
            /** Filled */
            filled?: {
                [key: string]: number | string | (number | null)[];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * ScriptHole
         * @description A number or shape that only running a script would give; until it is filled in, its text is in the document.
         *
         *     `key` is the expression that gives it, `name` the variable that has it.
         */
        ScriptHole: {
            /** Key */
            key: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "size" | "shape";
            /** Line */
            line: number;
            /**
             * Cell
             * @default null
             */
            cell: number | null;
        };
        /**
         * ScriptImport
         * @description Body of `POST /import/script`: a script or notebook as text, and what is chosen of it.
         *
         *     `name` is that of the file, `model` one of its models, `filled` has values of its holes by their keys.
         */
        ScriptImport: {
            /** Name */
            name: string;
            /** Text */
            text: string;
            /**
             * Model
             * @default null
             */
            model?: string | null;
            /** Filled */
            filled?: {
                [key: string]: number | string | (number | null)[];
            };
        };
        /**
         * ScriptModel
         * @description A model of a script, by a name that is unique there, with the line that makes it (in its cell, if it is in one).
         */
        ScriptModel: {
            /** Name */
            name: string;
            /** Line */
            line: number;
            /**
             * Cell
             * @default null
             */
            cell: number | null;
            /**
             * Chosen
             * @default false
             */
            chosen: boolean;
            /**
             * Part
             * @default false
             */
            part: boolean;
        };
        /**
         * ScriptPut
         * @description Body of `POST /script/put`: a document with its script, and the document that the script said before.
         */
        ScriptPut: {
            after: components["schemas"]["Document"];
            /** @default null */
            before?: components["schemas"]["Document"] | null;
        };
        /**
         * ScriptWords
         * @description The characters of a script, from `start` to `end`, that stand for a node, or for one of its fields.
         */
        ScriptWords: {
            /** Node */
            node: string;
            /**
             * Model
             * @default null
             */
            model: string | null;
            /**
             * Field
             * @default null
             */
            field: string | null;
            /** Start */
            start: number;
            /** End */
            end: number;
        };
        /**
         * SetConfig
         * @description Sets one argument of a layer; `value` left out removes it, so that Keras's default holds.
         */
        SetConfig: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "set_config";
            /** Node */
            node: string;
            /** Field */
            field: string;
            /** @default null */
            value?: components["schemas"]["JsonValue"];
            /**
             * Unset
             * @default false
             */
            unset?: boolean;
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * SetDirection
         * @description Says where the edges of a drawing lead. It moves nothing.
         */
        SetDirection: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "set_direction";
            /**
             * Direction
             * @enum {string}
             */
            direction: "down" | "right";
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * SetField
         * @description Sets a field outside the graph by its path, e.g. `["training", "epochs"]` or `["models", "tower"]`.
         *
         *     In a list, the id of one of its objects leads to it, or a position: `["graph", "nodes", "n3", "trainable"]`. Missing
         *     objects on the way are made; `unset` removes the field.
         */
        SetField: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "set_field";
            /** Path */
            path: string[];
            /** @default null */
            value?: components["schemas"]["JsonValue"];
            /**
             * Unset
             * @default false
             */
            unset?: boolean;
        };
        /**
         * SetNode
         * @description Sets one field of a node itself.
         */
        SetNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "set_node";
            /** Node */
            node: string;
            /**
             * Field
             * @enum {string}
             */
            field: "name" | "label" | "shape" | "dtype" | "trainable" | "adapt" | "call_with" | "layer" | "op" | "of";
            value: components["schemas"]["JsonValue"];
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * SetNote
         * @description Writes, moves or sizes a note on the canvas; without a `value` it is removed.
         */
        SetNote: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "set_note";
            /** Note */
            note: string;
            /** @default null */
            value?: components["schemas"]["Note"] | null;
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * SetRoutes
         * @description Sets the bends of edges; a route without points removes the one that is there.
         */
        SetRoutes: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "set_routes";
            /** Routes */
            routes: components["schemas"]["Route"][];
            /**
             * Model
             * @default null
             */
            model?: string | null;
        };
        /**
         * SettingChange
         * @description A setting that differs, by its path.
         *
         *     A side that does not give it has its default there; the field is left out where no default is known.
         */
        SettingChange: {
            /** Path */
            path: string[];
            /** @default null */
            before?: components["schemas"]["JsonValue"];
            /** @default null */
            after?: components["schemas"]["JsonValue"];
        };
        /**
         * Severity
         * @description An error keeps the model from training; a warning does not.
         * @enum {string}
         */
        Severity: "error" | "warning";
        /**
         * SharedNode
         * @description A further call of the layer or nested model that the node `of` declares: the same weights.
         */
        SharedNode: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "shared";
            /** Id */
            id: string;
            /** Of */
            of: string;
            /** Call With */
            call_with?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * Signature
         * @description How Python calls it: its whole name, and each argument as it is written, with its default.
         */
        Signature: {
            /** Name */
            name: string;
            /** Arguments */
            arguments: string[];
        };
        /**
         * Split
         * @description Shares of the rows that are kept out of training: to validate on, and for a test.
         *
         *     `by` is a member of `SplitBy`. `column` names the field that `stratified`, `group` and `time` go by; `seed` is for
         *     those that are drawn.
         */
        Split: {
            /**
             * Validation
             * @default 0
             */
            validation?: number;
            /**
             * Test
             * @default 0
             */
            test?: number;
            /**
             * By
             * @default random
             */
            by?: string;
            /**
             * Column
             * @default null
             */
            column?: string | null;
            /**
             * Seed
             * @default 0
             */
            seed?: number;
        } & {
            [key: string]: unknown;
        };
        /**
         * StackStep
         * @description The columns become one, side by side along a new last axis.
         */
        StackStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "stack";
        };
        /**
         * Stalled
         * @description The trainer is alive and has made no step for `seconds`. It is not killed for that; the next event ends this state.
         *
         *     Written by the trainer while it runs. If its process does not run, the server sends this event to all listeners: it is
         *     not in the log, and has the sequence number of the last event that is.
         */
        Stalled: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "stalled";
            /**
             * Epoch
             * @default null
             */
            epoch: number | null;
            /** Seconds */
            seconds: number;
            /**
             * Cause
             * @default no_step
             * @enum {string}
             */
            cause: "no_step" | "disk_full";
        };
        /**
         * StartRun
         * @description A run is named by the client, so that a repeated start is the same run.
         */
        StartRun: {
            /**
             * Id
             * @default null
             */
            id?: string | null;
            document: components["schemas"]["Document"];
            /**
             * Project
             * @default null
             */
            project?: string | null;
            /**
             * Priority
             * @default 0
             */
            priority?: number;
            /** @default null */
            from?: components["schemas"]["ForkFrom"] | null;
        };
        /**
         * StartSweep
         * @description A sweep is named by the client, so that a repeated start is the same sweep.
         */
        StartSweep: {
            /** Space */
            space: components["schemas"]["Dimension"][];
            /** @default random */
            sampler?: components["schemas"]["Sampler"];
            /** @default none */
            pruner?: components["schemas"]["Pruner"];
            objective?: components["schemas"]["Objective"];
            /**
             * Trials
             * @default 20
             */
            trials?: number;
            /**
             * Places
             * @default 1
             */
            places?: number;
            /**
             * Seed
             * @default 0
             */
            seed?: number;
            /** Id */
            id?: string | null;
            document: components["schemas"]["Document"];
            /** Project */
            project?: string | null;
        };
        /**
         * StartWeights
         * @description Weights of a file that the model starts from.
         *
         *     `file` is the id under which the server keeps those that fit, `name` that of the file as it came.
         */
        StartWeights: {
            /** File */
            file: string;
            /**
             * Match
             * @default name
             * @enum {string}
             */
            match?: "name" | "order";
            /**
             * Name
             * @default null
             */
            name?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Started
         * @description The trainer process has started.
         */
        Started: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "started";
            /** Pid */
            pid: number;
        };
        /**
         * StatisticsList
         * @description The statistics of the columns of one version, in their order.
         */
        StatisticsList: {
            /** Version */
            version: string;
            /** Columns */
            columns: components["schemas"]["ColumnStatistics"][];
        };
        /**
         * Stopped
         * @description The run was stopped on request after `epochs` epochs.
         */
        Stopped: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "stopped";
            /** Epochs */
            epochs: number;
        };
        /**
         * Stopping
         * @description The request to stop was received; the current batch is finished first.
         */
        Stopping: {
            /** Run */
            run: string;
            /** Attempt */
            attempt: number;
            /** Seq */
            seq: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "stopping";
        };
        /**
         * Strong
         * @description Strong text.
         */
        Strong: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "strong";
            /** Spans */
            spans: (components["schemas"]["Words"] | components["schemas"]["CodeWords"] | components["schemas"]["Strong"] | components["schemas"]["Emphasis"] | components["schemas"]["Link"])[];
        };
        /**
         * SummaryText
         * @description Keras's summary table as text.
         */
        SummaryText: {
            /** Text */
            text: string;
        };
        /**
         * Suspicion
         * @description Something that may be wrong, with its number in `params`; nothing is sure, so nothing is refused.
         */
        Suspicion: {
            kind: components["schemas"]["SuspicionKind"];
            /**
             * Column
             * @default null
             */
            column: string | null;
            /** Params */
            params: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * SuspicionKind
         * @description What may be wrong with a column, or with the rows.
         * @enum {string}
         */
        SuspicionKind: "constant" | "id_like" | "near_unique" | "imbalance" | "leak" | "duplicate_rows" | "time_order" | "ambiguous_dates" | "odd_cells" | "rounded";
        /**
         * SweepDetail
         * @description With its space and all its trials.
         */
        SweepDetail: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Project */
            project: string | null;
            state: components["schemas"]["SweepState"];
            sampler: components["schemas"]["Sampler"];
            pruner: components["schemas"]["Pruner"];
            objective: components["schemas"]["Objective"];
            /** Trials */
            trials: number;
            /** Places */
            places: number;
            /** Seed */
            seed: number;
            /** Ended */
            ended: number;
            best: components["schemas"]["Trial"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            failure: components["schemas"]["Failure"] | null;
            /** Message */
            message: string | null;
            /** Space */
            space: components["schemas"]["Dimension"][];
            /** All Trials */
            all_trials: components["schemas"]["Trial"][];
        };
        /**
         * SweepList
         * @description Sweeps, newest first.
         */
        SweepList: {
            /** Sweeps */
            sweeps: components["schemas"]["SweepRecord"][];
        };
        /**
         * SweepRecord
         * @description One sweep.
         */
        SweepRecord: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Project */
            project: string | null;
            state: components["schemas"]["SweepState"];
            sampler: components["schemas"]["Sampler"];
            pruner: components["schemas"]["Pruner"];
            objective: components["schemas"]["Objective"];
            /** Trials */
            trials: number;
            /** Places */
            places: number;
            /** Seed */
            seed: number;
            /** Ended */
            ended: number;
            best: components["schemas"]["Trial"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            failure: components["schemas"]["Failure"] | null;
            /** Message */
            message: string | null;
        };
        /**
         * SweepState
         * @description States of a sweep. The last three are final.
         * @enum {string}
         */
        SweepState: "running" | "stopping" | "completed" | "stopped" | "failed";
        /**
         * TablePreview
         * @description The beginning of a file: guessed types, and the first rows as the file writes them.
         */
        TablePreview: {
            source: components["schemas"]["DatasetSource"];
            /** Columns */
            columns: components["schemas"]["ColumnInfo"][];
            /** Rows */
            rows: string[][];
            /** Rows Read */
            rows_read: number;
            /** Whole */
            whole: boolean;
        };
        /**
         * TagRun
         * @description The tags of a run, in place of those that it has.
         */
        TagRun: {
            /** Tags */
            tags: string[];
        };
        /**
         * TemplateInfo
         * @description A document to start from, and what it teaches.
         */
        TemplateInfo: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Teaches */
            teaches: string;
            /** Document */
            document: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * TemplateList
         * @description All templates.
         */
        TemplateList: {
            /** Templates */
            templates: components["schemas"]["TemplateInfo"][];
        };
        /**
         * TensorSpec
         * @description A symbolic tensor. The shape includes the batch axis; `null` is an unknown length.
         */
        TensorSpec: {
            /** Shape */
            shape: (number | null)[];
            /** Dtype */
            dtype: string;
        };
        /**
         * Totals
         * @description Every layer counted once, however often it is called. `bytes` is what the weights take in memory.
         *
         *     `flops` and `activations` are of every call that reaches an output, for one row.
         */
        Totals: {
            /**
             * Params
             * @default 0
             */
            params: number;
            /**
             * Trainable
             * @default 0
             */
            trainable: number;
            /**
             * Layers
             * @default 0
             */
            layers: number;
            /**
             * Bytes
             * @default 0
             */
            bytes: number;
            /**
             * Flops
             * @default 0
             */
            flops: number;
            /**
             * Activations
             * @default 0
             */
            activations: number;
        };
        /**
         * Training
         * @description How the model is trained. Every default is what Keras would do, and seed 0.
         *
         *     `deterministic` has TensorFlow use only operations that give the same bits in every run.
         */
        Training: {
            /**
             * Optimizer
             * @default adam
             */
            optimizer?: string | components["schemas"]["Named"];
            /** Outputs */
            outputs?: {
                [key: string]: components["schemas"]["OutputTraining"];
            };
            /**
             * Epochs
             * @default 1
             */
            epochs?: number;
            /**
             * Batch Size
             * @default 32
             */
            batch_size?: number;
            /**
             * Shuffle
             * @default true
             */
            shuffle?: boolean;
            /**
             * Seed
             * @default 0
             */
            seed?: number;
            /**
             * Deterministic
             * @default false
             */
            deterministic?: boolean;
            validation?: components["schemas"]["Validation"];
            /** Callbacks */
            callbacks?: components["schemas"]["Named"][];
            /**
             * Dtype Policy
             * @default float32
             */
            dtype_policy?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Trial
         * @description One trial, as the API shows it.
         */
        Trial: {
            /** Number */
            number: number;
            /** Run */
            run: string;
            /** Values */
            values: components["schemas"]["JsonValue"][];
            state: components["schemas"]["TrialState"];
            /** Value */
            value: number | null;
            /** Epoch */
            epoch: number | null;
            failure: components["schemas"]["Failure"] | null;
            /** Message */
            message: string | null;
        };
        /**
         * TrialState
         * @description States of a trial.
         * @enum {string}
         */
        TrialState: "running" | "completed" | "pruned" | "stopped" | "failed";
        /**
         * Upload
         * @description A file that is being sent. `received` is the offset, in bytes, at which its next part begins.
         */
        Upload: {
            /**
             * Id
             * Format: uuid4
             */
            id: string;
            /** Name */
            name: string;
            /** Size */
            size: number;
            /**
             * Received
             * @default 0
             */
            received: number;
            /** Part Bytes */
            part_bytes: number;
        };
        /**
         * Validation
         * @description `split` is the share of the rows, taken from the end, used for validation; or the rows are a data set of their own.
         *
         *     The fields of `dataset` are bound by the names under which the training data is bound.
         */
        Validation: {
            /**
             * Split
             * @default 0
             */
            split?: number;
            /**
             * Dataset
             * @default null
             */
            dataset?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * ValueCount
         * @description A value and how many rows have it; a date is in seconds since 1970.
         */
        ValueCount: {
            value: components["schemas"]["JsonValue"];
            /** Count */
            count: number;
        };
        /**
         * WarningCode
         * @description Codes of warnings. The list may grow; a code is never renamed.
         * @enum {string}
         */
        WarningCode: "import.unknown_argument" | "import.unread_argument" | "import.dtype_policy" | "import.inner_frozen" | "import.batch_size" | "import.input_kind" | "import.unknown_layer" | "import.call_argument" | "import.unlearned" | "import.value_read" | "import.training_unread" | "import.file_weights" | "import.renamed" | "code.not_followed" | "code.no_python" | "code.condition_unknown" | "code.walked_once" | "code.weights_left_out" | "code.argument_left_out" | "code.call_argument_left_out" | "code.callback_left_out" | "code.training_left_out" | "code.too_many_tensors" | "code.open_input" | "code.foreign_layer" | "code.sharing_left_out" | "expand.pretrained" | "expand.trained";
        /**
         * WeightsReport
         * @description What of a file fits the model.
         */
        WeightsReport: {
            /** File */
            file: string | null;
            /**
             * Match
             * @enum {string}
             */
            match: "name" | "order";
            /** Matched */
            matched: components["schemas"]["MatchedLayer"][];
            /** Misfits */
            misfits: components["schemas"]["MisfitLayer"][];
            /** Left Over */
            left_over: string[];
            /** Without */
            without: string[];
        };
        /**
         * Where
         * @description A location: a node, an edge, a field by its dotted path (`config.units`), and the nested model.
         */
        Where: {
            /**
             * Node
             * @default null
             */
            node: string | null;
            /** @default null */
            edge: components["schemas"]["Edge"] | null;
            /**
             * Field
             * @default null
             */
            field: string | null;
            /**
             * Model
             * @default null
             */
            model: string | null;
        };
        /**
         * Windows
         * @description Rows that follow one another, learned from together: an input is fed `length` of them along a new first axis.
         *
         *     The target is that of the row `ahead` rows after the last. A window begins every `step` rows. No window, with its
         *     target, lies in two shares of the rows, or in two series: rows with one value in the column `group` are one.
         */
        Windows: {
            /**
             * Length
             * @default 1
             */
            length?: number;
            /**
             * Step
             * @default 1
             */
            step?: number;
            /**
             * Ahead
             * @default 1
             */
            ahead?: number;
            /**
             * Group
             * @default null
             */
            group?: string | null;
            /** Last */
            last?: string[];
        } & {
            [key: string]: unknown;
        };
        /**
         * WindowsReport
         * @description How many windows of rows there are to train on, to validate on and for the test.
         */
        WindowsReport: {
            /** Training */
            training: number;
            /** Validation */
            validation: number;
            /** Test */
            test: number;
        };
        /**
         * WithWarnings
         * @description A model from elsewhere; `warnings` say what of it could not be carried.
         */
        WithWarnings: {
            /** Warnings */
            warnings: components["schemas"]["DocumentWarning"][];
        };
        /**
         * WordStep
         * @description A text becomes its words, as TextVectorization divides it.
         */
        WordStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "words";
            /** Lower */
            lower: boolean;
            /** Strip */
            strip: boolean;
            /** Split */
            split: ("whitespace" | "character") | null;
        };
        /**
         * Words
         * @description Plain text.
         */
        Words: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "words";
            /** Text */
            text: string;
        };
        /**
         * WorstRow
         * @description One of the rows with the highest loss.
         */
        WorstRow: {
            /** Row */
            row: number;
            /** Loss */
            loss: number;
            /** Targets */
            targets: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Predictions */
            predictions: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Inputs */
            inputs: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Images */
            images: {
                [key: string]: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ActivationMaps = components['schemas']['ActivationMaps'];
export type AddDataset = components['schemas']['AddDataset'];
export type AddNode = components['schemas']['AddNode'];
export type ApplicationEntry = components['schemas']['ApplicationEntry'];
export type Artifact = components['schemas']['Artifact'];
export type Batch = components['schemas']['Batch'];
export type BinItem = components['schemas']['BinItem'];
export type BinKind = components['schemas']['BinKind'];
export type BinList = components['schemas']['BinList'];
export type BinStep = components['schemas']['BinStep'];
export type BindDataset = components['schemas']['BindDataset'];
export type BoundDataset = components['schemas']['BoundDataset'];
export type CalibrationBin = components['schemas']['CalibrationBin'];
export type Candidate = components['schemas']['Candidate'];
export type CandidateRequest = components['schemas']['CandidateRequest'];
export type Candidates = components['schemas']['Candidates'];
export type Catalog = components['schemas']['Catalog'];
export type CatalogEntry = components['schemas']['CatalogEntry'];
export type Cell = components['schemas']['Cell'];
export type ChangeKind = components['schemas']['ChangeKind'];
export type CheckReport = components['schemas']['CheckReport'];
export type Checkpoint = components['schemas']['Checkpoint'];
export type CheckpointSaved = components['schemas']['CheckpointSaved'];
export type ClassReport = components['schemas']['ClassReport'];
export type ClassScores = components['schemas']['ClassScores'];
export type ClipStep = components['schemas']['ClipStep'];
export type Code = components['schemas']['Code'];
export type CodeBlock = components['schemas']['CodeBlock'];
export type CodeLines = components['schemas']['CodeLines'];
export type CodeText = components['schemas']['CodeText'];
export type CodeWords = components['schemas']['CodeWords'];
export type ColumnInfo = components['schemas']['ColumnInfo'];
export type ColumnRole = components['schemas']['ColumnRole'];
export type ColumnStatistics = components['schemas']['ColumnStatistics'];
export type ColumnType = components['schemas']['ColumnType'];
export type Compiled = components['schemas']['Compiled'];
export type Completed = components['schemas']['Completed'];
export type Confusion = components['schemas']['Confusion'];
export type Connect = components['schemas']['Connect'];
export type Curve = components['schemas']['Curve'];
export type DataBinding = components['schemas']['DataBinding'];
export type DataFile = components['schemas']['DataFile'];
export type DataFolder = components['schemas']['DataFolder'];
export type DataFolderList = components['schemas']['DataFolderList'];
export type DatasetInfo = components['schemas']['DatasetInfo'];
export type DatasetList = components['schemas']['DatasetList'];
export type DatasetNames = components['schemas']['DatasetNames'];
export type DatasetReport = components['schemas']['DatasetReport'];
export type DatasetSource = components['schemas']['DatasetSource'];
export type DatasetVersion = components['schemas']['DatasetVersion'];
export type DateStep = components['schemas']['DateStep'];
export type Definition = components['schemas']['Definition'];
export type Definitions = components['schemas']['Definitions'];
export type Dialect = components['schemas']['Dialect'];
export type Difference = components['schemas']['Difference'];
export type DifferenceRequest = components['schemas']['DifferenceRequest'];
export type Dimension = components['schemas']['Dimension'];
export type Disconnect = components['schemas']['Disconnect'];
export type Diverged = components['schemas']['Diverged'];
export type Document = components['schemas']['Document'];
export type DocumentWarning = components['schemas']['DocumentWarning'];
export type Documentation = components['schemas']['Documentation'];
export type DrawColumns = components['schemas']['DrawColumns'];
export type DrawnColumns = components['schemas']['DrawnColumns'];
export type Edge = components['schemas']['Edge'];
export type EdgeChange = components['schemas']['EdgeChange'];
export type Edit = components['schemas']['Edit'];
export type EditRequest = components['schemas']['EditRequest'];
export type EditedDocument = components['schemas']['EditedDocument'];
export type Emphasis = components['schemas']['Emphasis'];
export type EncodeStep = components['schemas']['EncodeStep'];
export type EncodedArray = components['schemas']['EncodedArray'];
export type EntryChange = components['schemas']['EntryChange'];
export type EpochEnded = components['schemas']['EpochEnded'];
export type EpochStarted = components['schemas']['EpochStarted'];
export type ErrorBody = components['schemas']['ErrorBody'];
export type ErrorCode = components['schemas']['ErrorCode'];
export type Evaluation = components['schemas']['Evaluation'];
export type Event = components['schemas']['Event'];
export type EventPage = components['schemas']['EventPage'];
export type ExpandRequest = components['schemas']['ExpandRequest'];
export type ExpandedModel = components['schemas']['ExpandedModel'];
export type ExportFormat = components['schemas']['ExportFormat'];
export type ExportModel = components['schemas']['ExportModel'];
export type ExportPhase = components['schemas']['ExportPhase'];
export type ExportProgress = components['schemas']['ExportProgress'];
export type ExportedModel = components['schemas']['ExportedModel'];
export type Failed = components['schemas']['Failed'];
export type Failure = components['schemas']['Failure'];
export type Family = components['schemas']['Family'];
export type FieldInfo = components['schemas']['FieldInfo'];
export type FieldKind = components['schemas']['FieldKind'];
export type FileFormat = components['schemas']['FileFormat'];
export type FillStep = components['schemas']['FillStep'];
export type Fix = components['schemas']['Fix'];
export type FixKind = components['schemas']['FixKind'];
export type FolderFile = components['schemas']['FolderFile'];
export type FollowedScript = components['schemas']['FollowedScript'];
export type ForkFrom = components['schemas']['ForkFrom'];
export type ForkPoint = components['schemas']['ForkPoint'];
export type ForkReport = components['schemas']['ForkReport'];
export type ForkedLayer = components['schemas']['ForkedLayer'];
export type Gap = components['schemas']['Gap'];
export type Graph = components['schemas']['Graph'];
export type GreyStep = components['schemas']['GreyStep'];
export type Heading = components['schemas']['Heading'];
export type Health = components['schemas']['Health'];
export type ImagePlace = components['schemas']['ImagePlace'];
export type ImportModel = components['schemas']['ImportModel'];
export type Imported = components['schemas']['Imported'];
export type IngestJob = components['schemas']['IngestJob'];
export type IngestOptions = components['schemas']['IngestOptions'];
export type IngestState = components['schemas']['IngestState'];
export type InputNode = components['schemas']['InputNode'];
export type ItemList = components['schemas']['ItemList'];
export type Join = components['schemas']['Join'];
export type JoinReport = components['schemas']['JoinReport'];
export type JsonValue = components['schemas']['JsonValue'];
export type KeptCheckpoint = components['schemas']['KeptCheckpoint'];
export type LabelRun = components['schemas']['LabelRun'];
export type LayerCandidate = components['schemas']['LayerCandidate'];
export type LayerEntry = components['schemas']['LayerEntry'];
export type LayerNode = components['schemas']['LayerNode'];
export type LearnedLayer = components['schemas']['LearnedLayer'];
export type Limits = components['schemas']['Limits'];
export type Link = components['schemas']['Link'];
export type LoggedMetric = components['schemas']['LoggedMetric'];
export type LoggedMetrics = components['schemas']['LoggedMetrics'];
export type LookUpStep = components['schemas']['LookUpStep'];
export type MatchedLayer = components['schemas']['MatchedLayer'];
export type MisfitLayer = components['schemas']['MisfitLayer'];
export type ModelCandidate = components['schemas']['ModelCandidate'];
export type ModelFormat = components['schemas']['ModelFormat'];
export type ModelNode = components['schemas']['ModelNode'];
export type ModelReport = components['schemas']['ModelReport'];
export type Move = components['schemas']['Move'];
export type Named = components['schemas']['Named'];
export type NestedModel = components['schemas']['NestedModel'];
export type NewProject = components['schemas']['NewProject'];
export type NewWeight = components['schemas']['NewWeight'];
export type Node = components['schemas']['Node'];
export type NodeChange = components['schemas']['NodeChange'];
export type NodeReading = components['schemas']['NodeReading'];
export type NodeReport = components['schemas']['NodeReport'];
export type NormalizeStep = components['schemas']['NormalizeStep'];
export type Note = components['schemas']['Note'];
export type NoteRun = components['schemas']['NoteRun'];
export type NumberReport = components['schemas']['NumberReport'];
export type Objective = components['schemas']['Objective'];
export type Observed = components['schemas']['Observed'];
export type OpCandidate = components['schemas']['OpCandidate'];
export type OpEntry = components['schemas']['OpEntry'];
export type OpNode = components['schemas']['OpNode'];
export type OutputConfusion = components['schemas']['OutputConfusion'];
export type OutputNode = components['schemas']['OutputNode'];
export type OutputPort = components['schemas']['OutputPort'];
export type OutputReport = components['schemas']['OutputReport'];
export type OutputTraining = components['schemas']['OutputTraining'];
export type PadStep = components['schemas']['PadStep'];
export type PageInput = components['schemas']['PageInput'];
export type PageOutput = components['schemas']['PageOutput'];
export type PageRow = components['schemas']['PageRow'];
export type Paragraph = components['schemas']['Paragraph'];
export type Parameter = components['schemas']['Parameter'];
export type ParameterType = components['schemas']['ParameterType'];
export type Parity = components['schemas']['Parity'];
export type ParityLine = components['schemas']['ParityLine'];
export type Paused = components['schemas']['Paused'];
export type Port = components['schemas']['Port'];
export type Position = components['schemas']['Position'];
export type PredictRows = components['schemas']['PredictRows'];
export type PredictedOutput = components['schemas']['PredictedOutput'];
export type Prediction = components['schemas']['Prediction'];
export type PredictionField = components['schemas']['PredictionField'];
export type PredictionForm = components['schemas']['PredictionForm'];
export type PredictionPage = components['schemas']['PredictionPage'];
export type PreviewFile = components['schemas']['PreviewFile'];
export type PreviewRecipe = components['schemas']['PreviewRecipe'];
export type PreviewedColumn = components['schemas']['PreviewedColumn'];
export type PrioritizeRun = components['schemas']['PrioritizeRun'];
export type Problem = components['schemas']['Problem'];
export type ProjectDetail = components['schemas']['ProjectDetail'];
export type ProjectList = components['schemas']['ProjectList'];
export type ProjectRecord = components['schemas']['ProjectRecord'];
export type Pruner = components['schemas']['Pruner'];
export type PublishedModel = components['schemas']['PublishedModel'];
export type PublishedModels = components['schemas']['PublishedModels'];
export type PutOutcome = components['schemas']['PutOutcome'];
export type PutScript = components['schemas']['PutScript'];
export type Queued = components['schemas']['Queued'];
export type Range = components['schemas']['Range'];
export type Recipe = components['schemas']['Recipe'];
export type RecipePreview = components['schemas']['RecipePreview'];
export type RecipeStage = components['schemas']['RecipeStage'];
export type RecipeStep = components['schemas']['RecipeStep'];
export type RemoveNodes = components['schemas']['RemoveNodes'];
export type Rename = components['schemas']['Rename'];
export type RenameModel = components['schemas']['RenameModel'];
export type RescaleStep = components['schemas']['RescaleStep'];
export type ReshapeStep = components['schemas']['ReshapeStep'];
export type Restored = components['schemas']['Restored'];
export type ResumeRun = components['schemas']['ResumeRun'];
export type Resumed = components['schemas']['Resumed'];
export type RevisionList = components['schemas']['RevisionList'];
export type RevisionRecord = components['schemas']['RevisionRecord'];
export type Route = components['schemas']['Route'];
export type RowFilter = components['schemas']['RowFilter'];
export type RowPage = components['schemas']['RowPage'];
export type RowQuery = components['schemas']['RowQuery'];
export type RowsReport = components['schemas']['RowsReport'];
export type RunColumns = components['schemas']['RunColumns'];
export type RunData = components['schemas']['RunData'];
export type RunDetail = components['schemas']['RunDetail'];
export type RunList = components['schemas']['RunList'];
export type RunOrigin = components['schemas']['RunOrigin'];
export type RunRecord = components['schemas']['RunRecord'];
export type RunSpec = components['schemas']['RunSpec'];
export type RunState = components['schemas']['RunState'];
export type SampleActivation = components['schemas']['SampleActivation'];
export type SampleNode = components['schemas']['SampleNode'];
export type SampleRow = components['schemas']['SampleRow'];
export type Sampler = components['schemas']['Sampler'];
export type SaveProject = components['schemas']['SaveProject'];
export type Script = components['schemas']['Script'];
export type ScriptHole = components['schemas']['ScriptHole'];
export type ScriptImport = components['schemas']['ScriptImport'];
export type ScriptModel = components['schemas']['ScriptModel'];
export type ScriptPut = components['schemas']['ScriptPut'];
export type ScriptWords = components['schemas']['ScriptWords'];
export type SetConfig = components['schemas']['SetConfig'];
export type SetDirection = components['schemas']['SetDirection'];
export type SetField = components['schemas']['SetField'];
export type SetNode = components['schemas']['SetNode'];
export type SetNote = components['schemas']['SetNote'];
export type SetRoutes = components['schemas']['SetRoutes'];
export type SettingChange = components['schemas']['SettingChange'];
export type Severity = components['schemas']['Severity'];
export type SharedNode = components['schemas']['SharedNode'];
export type Signature = components['schemas']['Signature'];
export type Split = components['schemas']['Split'];
export type StackStep = components['schemas']['StackStep'];
export type Stalled = components['schemas']['Stalled'];
export type StartRun = components['schemas']['StartRun'];
export type StartSweep = components['schemas']['StartSweep'];
export type StartWeights = components['schemas']['StartWeights'];
export type Started = components['schemas']['Started'];
export type StatisticsList = components['schemas']['StatisticsList'];
export type Stopped = components['schemas']['Stopped'];
export type Stopping = components['schemas']['Stopping'];
export type Strong = components['schemas']['Strong'];
export type SummaryText = components['schemas']['SummaryText'];
export type Suspicion = components['schemas']['Suspicion'];
export type SuspicionKind = components['schemas']['SuspicionKind'];
export type SweepDetail = components['schemas']['SweepDetail'];
export type SweepList = components['schemas']['SweepList'];
export type SweepRecord = components['schemas']['SweepRecord'];
export type SweepState = components['schemas']['SweepState'];
export type TablePreview = components['schemas']['TablePreview'];
export type TagRun = components['schemas']['TagRun'];
export type TemplateInfo = components['schemas']['TemplateInfo'];
export type TemplateList = components['schemas']['TemplateList'];
export type TensorSpec = components['schemas']['TensorSpec'];
export type Totals = components['schemas']['Totals'];
export type Training = components['schemas']['Training'];
export type Trial = components['schemas']['Trial'];
export type TrialState = components['schemas']['TrialState'];
export type Upload = components['schemas']['Upload'];
export type Validation = components['schemas']['Validation'];
export type ValueCount = components['schemas']['ValueCount'];
export type WarningCode = components['schemas']['WarningCode'];
export type WeightsReport = components['schemas']['WeightsReport'];
export type Where = components['schemas']['Where'];
export type Windows = components['schemas']['Windows'];
export type WindowsReport = components['schemas']['WindowsReport'];
export type WithWarnings = components['schemas']['WithWarnings'];
export type WordStep = components['schemas']['WordStep'];
export type Words = components['schemas']['Words'];
export type WorstRow = components['schemas']['WorstRow'];
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readDocumentation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documentation"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckReport"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    candidates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CandidateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Candidates"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SummaryText"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    difference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DifferenceRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    edit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedDocument"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    expand: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpandRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpandedModel"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export: {
        parameters: {
            query: {
                to: components["schemas"]["ExportFormat"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeText"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    importFile: {
        parameters: {
            query?: {
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    importScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScriptImport"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    importModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportModel"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    followScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowedScript"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    putScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScriptPut"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutScript"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readExportProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportProgress"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    exportRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportModel"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportedModel"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stopExports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                format: components["schemas"]["ModelFormat"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listProjects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readProject: {
        parameters: {
            query?: {
                revision?: number | null;
                own_notation?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetail"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    saveProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveProject"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readDocumentText: {
        parameters: {
            query?: {
                revision?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restoreProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                after?: number | null;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listPublished: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedModels"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishedModel"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedModel"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restorePublished: {
        parameters: {
            query?: {
                item?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedModels"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listBin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    emptyBin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    purgeItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["schemas"]["BinKind"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listDatasets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    addDataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddDataset"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestJob"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    previewFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewFile"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TablePreview"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readIngestJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestJob"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cancelIngestJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestJob"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readDataset: {
        parameters: {
            query?: {
                version?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetInfo"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    deleteDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readManifest: {
        parameters: {
            query?: {
                version?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersion"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readReport: {
        parameters: {
            query?: {
                version?: string | null;
                target?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetReport"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowQuery"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowPage"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readImage: {
        parameters: {
            query: {
                column: string;
                row: number;
                size?: number;
                version?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listDataFolders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataFolderList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readDataFolder: {
        parameters: {
            query?: {
                path?: string;
            };
            header?: never;
            path: {
                folder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataFolder"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateInfo"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    putUpload: {
        parameters: {
            query: {
                name: string;
                size: number;
                offset?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    previewRecipe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRecipe"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipePreview"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    drawColumns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DrawColumns"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrawnColumns"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    bindDataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindDataset"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoundDataset"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    loadWeights: {
        parameters: {
            query: {
                upload: string;
                partly?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WeightsReport"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                project?: string | null;
                where?: string;
                sort?: string;
                show?: string[] | null;
                offset?: number;
                after?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    startRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartRun"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listRunColumns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunColumns"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    deleteRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stopRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pauseRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    unpauseRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resumeRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    prioritizeRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrioritizeRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    previewFork: {
        parameters: {
            query?: {
                checkpoint?: components["schemas"]["ForkPoint"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForkReport"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    labelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    noteRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    tagRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagRun"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restoreRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRecord"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: components["schemas"]["Artifact"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listSweeps: {
        parameters: {
            query?: {
                project?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepList"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    startSweep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSweep"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepDetail"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepDetail"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listLoggedMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Document"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedMetrics"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readSweep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepDetail"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    deleteSweep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stopSweep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepDetail"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readPredictionForm: {
        parameters: {
            query?: {
                checkpoint?: components["schemas"]["Checkpoint"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictionForm"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    predictRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PredictRows"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prediction"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    predictFile: {
        parameters: {
            query: {
                upload: string;
                checkpoint?: components["schemas"]["Checkpoint"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readSampleRow: {
        parameters: {
            query?: {
                checkpoint?: components["schemas"]["Checkpoint"];
                row?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleRow"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    evaluateRun: {
        parameters: {
            query?: {
                checkpoint?: components["schemas"]["Checkpoint"];
                dataset?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}

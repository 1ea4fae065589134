// Names that must never be in the table: what pickle scanners look for, and what hides inside the libraries that
// the table is made from.

/** `module: name name …`, a line for each module. */
const lines = `
os: system popen execv execve execl spawnl spawnv posix_spawn startfile remove unlink rename kill fork putenv environ
posix: system popen execv remove
nt: system startfile
subprocess: Popen call check_call check_output run getoutput getstatusoutput
commands: getoutput getstatusoutput
sys: exit modules settrace setprofile path
builtins: eval exec compile open __import__ getattr setattr delattr globals locals vars input breakpoint exit quit memoryview print
__builtin__: eval exec execfile compile open file __import__ getattr setattr delattr apply reload input raw_input globals
__builtins__: eval
importlib: import_module reload __import__
importlib._bootstrap: _gcd_import
importlib.machinery: SourceFileLoader
imp: load_source load_module
pkgutil: find_loader get_data resolve_name
runpy: run_path run_module _run_code
pickle: loads load Unpickler _Unpickler
_pickle: loads load
cPickle: loads
marshal: loads load
shelve: open
dill: loads load
dill._dill: _create_function _create_code _import_module _getattribute _get_attr _eval_repr _create_filehandle _create_type _create_lock loads
dill._objects: registered
cloudpickle: loads
cloudpickle.cloudpickle: _fill_function _make_skel_func subimport _builtin_type dynamic_subimport _make_function
cloudpickle.cloudpickle_fast: _function_setstate
ctypes: CDLL PyDLL WinDLL windll cdll string_at memmove
_ctypes: dlopen
code: InteractiveInterpreter interact InteractiveConsole
codeop: compile_command
types: FunctionType CodeType LambdaType ModuleType MethodType
functools: partial reduce
operator: attrgetter itemgetter methodcaller
_operator: attrgetter methodcaller
itertools: accumulate starmap
shutil: rmtree copyfile move copytree make_archive unpack_archive
socket: socket create_connection
_socket: socket
ssl: SSLContext
http.client: HTTPSConnection
urllib.request: urlopen urlretrieve
requests: get post
requests.api: get
webbrowser: open open_new open_new_tab get
pydoc: locate pager pipepager tempfilepager
timeit: timeit Timer main
trace: Trace
pdb: run runcall Pdb
bdb: Bdb
cProfile: run runctx
profile: run Profile
doctest: debug_script testfile
unittest.mock: patch
pty: spawn
pip: main
pip._internal: main
pip._internal.cli.main: main
ensurepip: bootstrap
venv: create
platform: popen
tempfile: NamedTemporaryFile mktemp
pathlib: Path PosixPath
io: open FileIO open_code
_io: FileIO open
zipfile: ZipFile
tarfile: open TarFile
glob: glob
linecache: getline
fileinput: input
logging.config: dictConfig fileConfig listen
multiprocessing: Process
multiprocessing.util: spawnv_passfds
multiprocessing.connection: Client
threading: Thread Timer
asyncio: create_subprocess_shell run
concurrent.futures: ProcessPoolExecutor
signal: signal
sqlite3: connect
smtplib: SMTP
ftplib: FTP
telnetlib: Telnet
xmlrpc.client: ServerProxy
codecs: open
weakref: finalize
gc: get_objects
inspect: getsource
ast: literal_eval
lib2to3.pgen2.pgen: ParserGenerator
lib2to3.pgen2.grammar: Grammar
idlelib.run: Executive
idlelib.pyshell: ModifiedInterpreter
idlelib.debugobj: ObjectTreeItem
site: execsitecustomize
distutils.spawn: spawn
setuptools: setup
numpy: load save savez savetxt loadtxt genfromtxt fromfile fromregex memmap DataSource fromstring info lookfor source frompyfunc apply_along_axis fromfunction
numpy.core.multiarray: fromfile fromstring set_string_function
numpy._core.multiarray: fromfile
numpy.core.records: fromfile
numpy.core.memmap: memmap
numpy.lib.npyio: load NpzFile DataSource
numpy.lib._npyio_impl: load
numpy.lib.format: read_array open_memmap
numpy.lib._datasource: open
numpy.lib.utils: _info source safe_eval
numpy.compat.py3k: npy_load_module open_latin1
numpy.f2py: compile run_main
numpy.f2py.crackfortran: getlincoef myeval
numpy.f2py.diagnose: run_command
numpy.f2py.capi_maps: load_f2cmap_file
numpy.distutils.exec_command: exec_command
numpy.distutils.misc_util: exec_mod_from_location
numpy.testing: rundocs runstring measure
numpy.testing._private.utils: runstring rundocs measure tempdir
numpy.ctypeslib: load_library
numpy.random.__init__: __randomstate_ctor
scipy.linalg._fblas: dgemm
scipy.io: loadmat savemat
scipy.io.matlab._mio: loadmat
scipy.io.wavfile: read
scipy.misc.pilutil: imread
scipy.weave: inline
scipy.datasets: download_all
scipy._lib._ccallback: LowLevelCallable
scipy.optimize: minimize
pandas: read_pickle read_csv read_sql eval read_hdf read_html
pandas.io.pickle: read_pickle to_pickle
pandas.io.parsers: read_csv
pandas.io.parsers.readers: read_csv
pandas.io.common: get_handle urlopen
pandas.io.sql: execute
pandas.io.clipboard: paste
pandas.core.computation.eval: eval
pandas.core.computation.expr: Expr
pandas.core.frame: DataFrame.eval DataFrame.query
joblib: load dump Parallel delayed
joblib.numpy_pickle: load dump NumpyUnpickler
joblib.memory: MemorizedFunc NotMemorizedFunc MemorizedResult eval expires_after
joblib.parallel: Parallel BatchedCalls delayed
joblib.disk: rm_subdirs delete_folder
joblib._memmapping_reducer: reduce_memmap make_memmap
joblib._store_backends: StoreBackendBase concurrency_safe_write
joblib.externals.loky.backend.resource_tracker: main
joblib.externals.cloudpickle: loads
joblib.externals.cloudpickle.cloudpickle: subimport _make_function
joblib.externals.loky.process_executor: _process_worker
joblib.func_inspect: get_func_code
sklearn: show_versions clone setup_module
sklearn.base: clone
sklearn.datasets: load_files fetch_openml load_svmlight_file fetch_20newsgroups
sklearn.datasets._base: load_files _fetch_remote load_data
sklearn.datasets.base: load_files
sklearn.datasets._openml: _open_openml_url
sklearn.datasets._svmlight_format_io: load_svmlight_file
sklearn.externals._arff: load
sklearn.externals._packaging: version
sklearn.externals.joblib: load
sklearn.externals.joblib.numpy_pickle: load
sklearn.utils._show_versions: show_versions
sklearn.utils._testing: TempMemmap assert_run_python_script assert_run_python_script_without_output
sklearn.utils.testing: install_mldata_mock TempMemmap check_subprocess_call
sklearn.utils._joblib: Parallel delayed Memory
sklearn.utils.parallel: Parallel delayed _FuncWrapper
sklearn.utils.fixes: _FuncWrapper delayed
sklearn.utils.validation: check_memory
sklearn.utils.deprecation: deprecated
sklearn.utils._mocking: MockDataFrame CheckingClassifier
sklearn.utils._optional_dependencies: check_matplotlib_support
sklearn.utils.estimator_checks: check_estimator
sklearn.utils.discovery: all_estimators
sklearn.utils: all_estimators parallel_backend register_parallel_backend gen_batches
sklearn.utils._pprint: _EstimatorPrettyPrinter
sklearn.tree: export_graphviz
sklearn.tree._export: export_graphviz _DOTTreeExporter
sklearn.conftest: pytest_runtest_setup
sklearn._build_utils: cythonize_extensions
sklearn._build_utils.pre_build_helpers: compile_test_program
sklearn.setup: configuration
sklearn.model_selection._validation: _fit_and_score cross_val_score
sklearn.pipeline: _fit_transform_one make_pipeline
sklearn.compose._column_transformer: _transformer_names
sklearn.linear_model.base: os LinearModel.__reduce__
sklearn.svm.base: eval
sklearn.feature_extraction.text: partial re array
imblearn.datasets: fetch_datasets
imblearn.datasets._zenodo: fetch_datasets
imblearn.utils._show_versions: show_versions
imblearn.keras: BalancedBatchGenerator
xgboost: train cv DMatrix plot_tree
xgboost.training: train
xgboost.core: _load_lib DMatrix from_pystr_to_cstr _register_log_callback c_str
xgboost.tracker: RabitTracker
xgboost.dask: DaskXGBClassifier
xgboost.collective: init CommunicatorContext
xgboost.libpath: find_lib_path
lightgbm: train
lightgbm.basic: _load_lib Dataset
lightgbm.libpath: find_lib_path
catboost.core: Pool train
catboost.utils: create_cd
torch: load jit
torch._utils: _rebuild_tensor_v2
torch.storage: _load_from_bytes
torch.jit: load
torch.hub: load
torch.utils.collect_env: run
torch.serialization: load
tensorflow: io
tensorflow.python.lib.io.file_io: read_file_to_string
keras.models: load_model
keras.layers.core: Lambda
keras.utils: get_file
keras.src.saving.saving_lib: load_model
jax.experimental: host_callback
statsmodels.iolib.smpickle: load_pickle
nltk.data: load
spacy: load
yaml: load unsafe_load
jinja2: Template
flask: Flask
mlflow.pyfunc: load_model
streamlit: write
IPython: embed
__main__: clean tokenize eval
a: b
`;

export function dangerousNames(): [module: string, name: string][] {
  return lines
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [module = "", names = ""] = line.split(": ");
      return names.split(" ").map((name): [string, string] => [module, name]);
    });
}
